select
    'the middle of two recent wins' as given,
    25 as expected,
    flow_days(cycle_days, is_recent_win) as found,
from (values (20, true), (30, true), (90, false), (null, true)) as cases (cycle_days, is_recent_win)
union all
select
    'no recent win',
    null,
    flow_days(cycle_days, is_recent_win),
from (values (20, false)) as cases (cycle_days, is_recent_win);
