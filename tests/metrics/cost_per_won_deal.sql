select
    given,
    expected,
    cost_per_won_deal(cost, won_deals) as found,
from (values
    ('a part of a whole', 20, 40, 2),
    ('none of something', 0, 0, 2),
    ('something of nothing', null, 40, 0),
    ('not known', null, 40, null)
) as cases (given, expected, cost, won_deals);
