select
    'one won, one without an amount' as given,
    80 as expected,
    lost_amount(amount, is_lost) as found,
from (values (80, true), (null, true), (100, false)) as cases (amount, is_lost)
union all
select
    'nothing',
    0,
    lost_amount(amount, is_lost),
from (values (80, true)) as cases (amount, is_lost)
where false;
