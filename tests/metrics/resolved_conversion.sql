select
    given,
    expected,
    resolved_conversion(advanced, lost) as found,
from (values
    ('six advanced, one lost', 6 / 7, 6, 1),
    ('all lost', 0, 0, 2),
    ('nothing decided', null, 0, 0)
) as cases (given, expected, advanced, lost);
