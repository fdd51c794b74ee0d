select
    given,
    expected,
    target_amount(amount) as found,
from (values
    ('a target', 600, 600),
    ('no target', null, null)
) as cases (given, expected, amount);
