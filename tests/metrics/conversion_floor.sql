select
    given,
    expected,
    conversion_floor(advanced, entered) as found,
from (values
    ('a part of a whole', 0.75, 6, 8),
    ('none of something', 0, 0, 8),
    ('something of nothing', null, 6, 0),
    ('not known', null, 6, null)
) as cases (given, expected, advanced, entered);
