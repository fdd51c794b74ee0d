select
    given,
    expected,
    target_to_date_amount(amount) as found,
from (values
    ('a target', 150, 150),
    ('no target', null, null)
) as cases (given, expected, amount);
