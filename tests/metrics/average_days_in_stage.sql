select
    'one beginning not known' as given,
    15 as expected,
    average_days_in_stage(days_in_stage) as found,
from (values (10), (20), (null)) as cases (days_in_stage)
union all
select
    'nothing',
    null,
    average_days_in_stage(days_in_stage),
from (values (10)) as cases (days_in_stage)
where false;
