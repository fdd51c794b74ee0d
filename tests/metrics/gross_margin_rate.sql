select
    given,
    expected,
    gross_margin_rate(gross_profit_amount, costed_amount) as found,
from (values
    ('a part of a whole', 0.4, 40, 100),
    ('none of something', 0, 0, 100),
    ('something of nothing', null, 40, 0),
    ('not known', null, 40, null)
) as cases (given, expected, gross_profit_amount, costed_amount);
