select
    'one of two' as given,
    1 as expected,
    won_deals(is_won) as found,
from (values (true), (false)) as cases (is_won)
union all
select
    'nothing',
    0,
    won_deals(is_won),
from (values (true)) as cases (is_won)
where false;
