select
    '270 of 590' as given,
    270 / 590 as expected,
    win_rate_by_amount(is_won, is_closed, amount) as found,
from (values (true, true, 270), (false, true, 320), (false, false, 999), (true, true, null)) as cases (is_won, is_closed, amount)
union all
select
    'all lost',
    0,
    win_rate_by_amount(is_won, is_closed, amount),
from (values (false, true, 80)) as cases (is_won, is_closed, amount)
union all
select
    'no amounts',
    null,
    win_rate_by_amount(is_won, is_closed, amount),
from (values (true, true, null::integer)) as cases (is_won, is_closed, amount)
union all
select
    'nothing',
    null,
    win_rate_by_amount(is_won, is_closed, amount),
from (values (true, true, 270)) as cases (is_won, is_closed, amount)
where false;
