select
    given,
    expected,
    velocity_per_day(open_deals, average_won_amount, win_rate, mean_cycle_days) as found,
from (values
    ('four deals of 90, half won, in 60 days', 3, 4, 90, 0.5, 60),
    ('nothing open', 0, 0, 90, 0.5, 60),
    ('won on the day', null, 4, 90, 0.5, 0),
    ('no win', null, 4, null, 0, null)
) as cases (given, expected, open_deals, average_won_amount, win_rate, mean_cycle_days);
