select
    given,
    expected,
    thickness(effective_open_amount, remaining_target) as found,
from (values
    ('three times what is left', 3, 300, 100),
    ('nothing open', 0, 0, 100),
    ('nothing left', null, 300, 0),
    ('not known', null, 300, null)
) as cases (given, expected, effective_open_amount, remaining_target);
