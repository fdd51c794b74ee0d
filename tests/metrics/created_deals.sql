select
    'two of three' as given,
    2 as expected,
    created_deals(is_created) as found,
from (values (true), (true), (false)) as cases (is_created)
union all
select
    'nothing',
    0,
    created_deals(is_created),
from (values (true)) as cases (is_created)
where false;
