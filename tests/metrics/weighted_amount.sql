select
    'the stages of the worked example' as given,
    182 as expected,
    weighted_amount(amount, probability, is_open) as found,
from (values (50, 0.1, true), (100, 0.3, true), (90, 0.3, true), (150, 0.8, true), (110, 1.0, false)) as cases (amount, probability, is_open)
union all
select
    'no probability or no amount',
    0,
    weighted_amount(amount, probability, is_open),
from (values (50, null, true), (null, 0.3, true)) as cases (amount, probability, is_open)
union all
select
    'nothing',
    0,
    weighted_amount(amount, probability, is_open),
from (values (50, 0.1, true)) as cases (amount, probability, is_open)
where false;
