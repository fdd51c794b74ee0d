select
    given,
    expected,
    attainment(won_amount, target_amount) as found,
from (values
    ('a part of a whole', 0.75, 90, 120),
    ('none of something', 0, 0, 120),
    ('something of nothing', null, 90, 0),
    ('not known', null, 90, null)
) as cases (given, expected, won_amount, target_amount);
