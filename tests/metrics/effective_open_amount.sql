select
    'one too old, one closed' as given,
    100 as expected,
    effective_open_amount(amount, is_open, is_beyond_cycle) as found,
from (values (100, true, false), (50, true, true), (70, false, false)) as cases (amount, is_open, is_beyond_cycle)
union all
select
    'nothing',
    0,
    effective_open_amount(amount, is_open, is_beyond_cycle),
from (values (100, true, false)) as cases (amount, is_open, is_beyond_cycle)
where false;
