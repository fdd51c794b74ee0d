select
    'two of three' as given,
    2 as expected,
    open_deals(is_open) as found,
from (values (true), (true), (false)) as cases (is_open)
union all
select
    'nothing',
    0,
    open_deals(is_open),
from (values (true)) as cases (is_open)
where false;
