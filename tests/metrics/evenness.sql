select
    given,
    expected,
    evenness(early, middle, late, 0.5, 0.3, 0.2) as found,
from (values
    ('the ideal shares', 1, 5, 3, 2),
    ('all early', 0.5, 4, 0, 0),
    ('all late', 0.2, 0, 0, 7),
    ('nothing', null, 0, 0, 0)
) as cases (given, expected, early, middle, late);
