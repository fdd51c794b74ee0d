select
    'between the ninth and the tenth of ten' as given,
    9.1 as expected,
    p90_completed_days(days, is_completed) as found,
from (values (1, true), (2, true), (3, true), (4, true), (5, true), (6, true), (7, true), (8, true), (9, true), (10, true), (99, false)) as cases (days, is_completed)
union all
select
    'all still last',
    null,
    p90_completed_days(days, is_completed),
from (values (30, false)) as cases (days, is_completed)
union all
select
    'nothing',
    null,
    p90_completed_days(days, is_completed),
from (values (1, true)) as cases (days, is_completed)
where false;
