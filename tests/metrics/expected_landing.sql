select
    given,
    expected,
    expected_landing(won_amount, weighted_coverable_amount) as found,
from (values
    ('won 270 and 182 weighted', 452, 270, 182),
    ('nothing open', 270, 270, 0),
    ('not known', null, 270, null)
) as cases (given, expected, won_amount, weighted_coverable_amount);
