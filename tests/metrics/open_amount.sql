select
    'one without an amount, one closed' as given,
    390 as expected,
    open_amount(amount, is_open) as found,
from (values (240, true), (150, true), (null, true), (70, false)) as cases (amount, is_open)
union all
select
    'nothing',
    0,
    open_amount(amount, is_open),
from (values (240, true)) as cases (amount, is_open)
where false;
