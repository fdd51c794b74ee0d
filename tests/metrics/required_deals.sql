select
    given,
    expected,
    required_deals(remaining_target, average_won_amount, win_rate_from_stage) as found,
from (values
    ('ten wins at a quarter', 40, 1000, 100, 0.25),
    ('a part of a win needs a whole deal', 5, 110, 100, 0.25),
    ('nothing left', 0, 0, 100, 0.25),
    ('nothing ever won from there', null, 1000, 100, 0),
    ('no target', null, null, 100, 0.25),
    ('no wins', null, 1000, null, 0.25)
) as cases (given, expected, remaining_target, average_won_amount, win_rate_from_stage);
