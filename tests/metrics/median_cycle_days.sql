select
    'three wins' as given,
    61 as expected,
    median_cycle_days(cycle_days, is_won) as found,
from (values (52, true), (61, true), (92, true), (10, false)) as cases (cycle_days, is_won)
union all
select
    'between two wins',
    56.5,
    median_cycle_days(cycle_days, is_won),
from (values (52, true), (61, true)) as cases (cycle_days, is_won)
union all
select
    'nothing',
    null,
    median_cycle_days(cycle_days, is_won),
from (values (52, true)) as cases (cycle_days, is_won)
where false;
