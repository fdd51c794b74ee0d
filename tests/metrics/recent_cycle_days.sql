select
    'two wins' as given,
    15 as expected,
    recent_cycle_days(cycle_days) as found,
from (values (10), (20), (null)) as cases (cycle_days)
union all
select
    'nothing',
    null,
    recent_cycle_days(cycle_days),
from (values (10)) as cases (cycle_days)
where false;
