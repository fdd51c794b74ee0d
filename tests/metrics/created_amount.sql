select
    'one without an amount, one created before' as given,
    150 as expected,
    created_amount(amount, is_created) as found,
from (values (100, true), (50, true), (null, true), (70, false)) as cases (amount, is_created)
union all
select
    'nothing',
    0,
    created_amount(amount, is_created),
from (values (100, true)) as cases (amount, is_created)
where false;
