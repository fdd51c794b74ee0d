select
    given,
    expected,
    snapshot_ratio(next_deals, deals) as found,
from (values
    ('a part of a whole', 1.5, 3, 2),
    ('none of something', 0, 0, 2),
    ('something of nothing', null, 3, 0),
    ('not known', null, 3, null)
) as cases (given, expected, next_deals, deals);
