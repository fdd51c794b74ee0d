select
    'twice as long in three stays, half in one' as given,
    1.625 as expected,
    dwell_index(rep_days, company_days, stays) as found,
from (values (20, 10, 3), (5, 10, 1)) as cases (rep_days, company_days, stays)
union all
select
    'a stage where the company has no days',
    2,
    dwell_index(rep_days, company_days, stays),
from (values (20, 10, 3), (5, 0, 1)) as cases (rep_days, company_days, stays)
union all
select
    'no stage to compare',
    null,
    dwell_index(rep_days, company_days, stays),
from (values (5, 0, 1)) as cases (rep_days, company_days, stays)
union all
select
    'nothing',
    null,
    dwell_index(rep_days, company_days, stays),
from (values (20, 10, 3)) as cases (rep_days, company_days, stays)
where false;
