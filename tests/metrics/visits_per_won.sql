select
    given,
    expected,
    visits_per_won(visits, won_deals) as found,
from (values
    ('a part of a whole', 8, 8, 1),
    ('none of something', 0, 0, 1),
    ('something of nothing', null, 8, 0),
    ('not known', null, 8, null)
) as cases (given, expected, visits, won_deals);
