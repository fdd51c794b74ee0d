select
    'one stalled, one not, one not known' as given,
    1 as expected,
    stalled_deals(is_stalled) as found,
from (values (true), (false), (null)) as cases (is_stalled)
union all
select
    'nothing',
    0,
    stalled_deals(is_stalled),
from (values (true)) as cases (is_stalled)
where false;
