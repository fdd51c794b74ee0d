select
    'one stalled, one not, one not known' as given,
    100 as expected,
    stalled_amount(amount, is_stalled) as found,
from (values (100, true), (50, false), (70, null)) as cases (amount, is_stalled)
union all
select
    'nothing',
    0,
    stalled_amount(amount, is_stalled),
from (values (100, true)) as cases (amount, is_stalled)
where false;
