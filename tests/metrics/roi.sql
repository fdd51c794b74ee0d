select
    given,
    expected,
    roi(won_amount, cost) as found,
from (values
    ('150 for 100', 0.5, 150, 100),
    ('nothing won', -1, 0, 100),
    ('no cost', null, 150, 0),
    ('cost not known', null, 150, null)
) as cases (given, expected, won_amount, cost);
