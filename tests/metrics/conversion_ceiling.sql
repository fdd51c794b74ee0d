select
    given,
    expected,
    conversion_ceiling(advanced, pending, entered) as found,
from (values
    ('six advanced and one pending of eight', 0.875, 6, 1, 8),
    ('nobody entered', null, 0, 0, 0)
) as cases (given, expected, advanced, pending, entered);
