select
    given,
    expected,
    product_lines_per_customer(product_lines, customers) as found,
from (values
    ('a part of a whole', 1.5, 6, 4),
    ('none of something', 0, 0, 4),
    ('something of nothing', null, 6, 0),
    ('not known', null, 6, null)
) as cases (given, expected, product_lines, customers);
