select
    given,
    expected,
    attainment_to_date(won_amount, target_to_date_amount) as found,
from (values
    ('a part of a whole', 1.5, 90, 60),
    ('none of something', 0, 0, 60),
    ('something of nothing', null, 90, 0),
    ('not known', null, 90, null)
) as cases (given, expected, won_amount, target_to_date_amount);
