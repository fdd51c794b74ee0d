select
    'one of two' as given,
    1 as expected,
    lost_deals(is_lost) as found,
from (values (true), (false)) as cases (is_lost)
union all
select
    'nothing',
    0,
    lost_deals(is_lost),
from (values (true)) as cases (is_lost)
where false;
