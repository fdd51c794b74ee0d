select
    given,
    expected,
    share_of_customers(customers, all_customers) as found,
from (values
    ('a part of a whole', 0.25, 1, 4),
    ('none of something', 0, 0, 4),
    ('something of nothing', null, 1, 0),
    ('not known', null, 1, null)
) as cases (given, expected, customers, all_customers);
