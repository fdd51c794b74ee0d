select
    given,
    expected,
    share_of_ending(deals, deals_of_ending) as found,
from (values
    ('one of four', 0.25, 1, 4),
    ('nothing of nothing', null, 0, 0)
) as cases (given, expected, deals, deals_of_ending);
