select
    given,
    expected,
    required_coverage(win_rate_by_amount) as found,
from (values
    ('a quarter is won', 4, 0.25),
    ('nothing is won', null, 0),
    ('not known', null, null)
) as cases (given, expected, win_rate_by_amount);
