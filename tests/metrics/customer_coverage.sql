select
    given,
    expected,
    customer_coverage(active_accounts, accounts) as found,
from (values
    ('a part of a whole', 0.25, 2, 8),
    ('none of something', 0, 0, 8),
    ('something of nothing', null, 2, 0),
    ('not known', null, 2, null)
) as cases (given, expected, active_accounts, accounts);
