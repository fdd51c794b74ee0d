select
    given,
    expected,
    cost_per_lead(cost, leads) as found,
from (values
    ('a part of a whole', 5, 40, 8),
    ('none of something', 0, 0, 8),
    ('something of nothing', null, 40, 0),
    ('not known', null, 40, null)
) as cases (given, expected, cost, leads);
