select
    'three wins, one loss, one cycle not known' as given,
    205 / 3 as expected,
    mean_cycle_days(cycle_days, is_won) as found,
from (values (52, true), (61, true), (92, true), (10, false), (null, true)) as cases (cycle_days, is_won)
union all
select
    'nothing won',
    null,
    mean_cycle_days(cycle_days, is_won),
from (values (10, false)) as cases (cycle_days, is_won)
union all
select
    'nothing',
    null,
    mean_cycle_days(cycle_days, is_won),
from (values (52, true)) as cases (cycle_days, is_won)
where false;
