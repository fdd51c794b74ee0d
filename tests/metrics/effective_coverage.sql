select
    given,
    expected,
    effective_coverage(coverable_amount, remaining_target) as found,
from (values
    ('a part of a whole', 3, 300, 100),
    ('none of something', 0, 0, 100),
    ('something of nothing', null, 300, 0),
    ('not known', null, 300, null)
) as cases (given, expected, coverable_amount, remaining_target);
