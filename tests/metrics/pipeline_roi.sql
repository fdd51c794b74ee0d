select
    given,
    expected,
    pipeline_roi(deal_amount, cost) as found,
from (values
    ('300 for 100', 2, 300, 100),
    ('no deal', -1, 0, 100),
    ('no cost', null, 300, 0),
    ('cost not known', null, 300, null)
) as cases (given, expected, deal_amount, cost);
