select
    given,
    expected,
    cost_per_deal(cost, deals) as found,
from (values
    ('a part of a whole', 10, 40, 4),
    ('none of something', 0, 0, 4),
    ('something of nothing', null, 40, 0),
    ('not known', null, 40, null)
) as cases (given, expected, cost, deals);
