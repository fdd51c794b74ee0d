select
    given,
    expected,
    remaining_target(won_amount, target_amount) as found,
from (values
    ('part of it is won', 330, 270, 600),
    ('more than it is won', 0, 700, 600),
    ('no target', null, 270, null)
) as cases (given, expected, won_amount, target_amount);
