select
    given,
    expected,
    share_of_target(target_amount, all_target_amount) as found,
from (values
    ('a part of a whole', 2 / 3, 400, 600),
    ('none of something', 0, 0, 600),
    ('something of nothing', null, 400, 0),
    ('not known', null, 400, null)
) as cases (given, expected, target_amount, all_target_amount);
