select
    given,
    expected,
    average_discount(list_amount, amount) as found,
from (values
    ('sold for 90 at a list price of 100', 0.1, 100, 90),
    ('sold above the list price', -0.1, 100, 110),
    ('no list price', null, 0, 0),
    ('not known', null, null, 90)
) as cases (given, expected, list_amount, amount);
