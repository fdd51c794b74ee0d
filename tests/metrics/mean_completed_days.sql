select
    'two stays still last' as given,
    20.8 as expected,
    mean_completed_days(days, is_completed) as found,
from (values (14, true), (14, true), (19, true), (26, true), (31, true), (30, false), (39, false)) as cases (days, is_completed)
union all
select
    'all still last',
    null,
    mean_completed_days(days, is_completed),
from (values (30, false)) as cases (days, is_completed)
union all
select
    'nothing',
    null,
    mean_completed_days(days, is_completed),
from (values (14, true)) as cases (days, is_completed)
where false;
