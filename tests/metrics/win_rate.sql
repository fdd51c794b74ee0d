select
    'three won, three lost, one open' as given,
    0.5 as expected,
    win_rate(is_won, is_closed) as found,
from (values (true, true), (true, true), (true, true), (false, true), (false, true), (false, true), (false, false)) as cases (is_won, is_closed)
union all
select
    'only open',
    null,
    win_rate(is_won, is_closed),
from (values (false, false)) as cases (is_won, is_closed)
union all
select
    'nothing',
    null,
    win_rate(is_won, is_closed),
from (values (true, true)) as cases (is_won, is_closed)
where false
union all
select
    'three won and one lost, summed',
    0.75,
    win_rate(is_won, is_closed, cases := deals),
from (values (true, true, 3), (false, true, 1), (false, false, 9)) as cases (is_won, is_closed, deals);
