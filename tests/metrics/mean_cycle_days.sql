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
where false
union all
select
    'five wins, four of them of 200 days together, summed',
    50,
    mean_cycle_days(cycle_days, is_won, cases := timed),
from (values (50, true, 1), (150, true, 3), (null, true, 0), (999, false, 9)) as cases (cycle_days, is_won, timed);
