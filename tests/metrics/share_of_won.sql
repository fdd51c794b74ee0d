select
    given,
    expected,
    share_of_won(won_amount, all_won_amount) as found,
from (values
    ('a part of a whole', 60 / 270, 60, 270),
    ('none of something', 0, 0, 270),
    ('something of nothing', null, 60, 0),
    ('not known', null, 60, null)
) as cases (given, expected, won_amount, all_won_amount);
