select
    'two won, one lost, one open' as given,
    2 / 3 as expected,
    win_rate_from_stage(is_won, is_lost) as found,
from (values (true, false), (true, false), (false, true), (false, false)) as cases (is_won, is_lost)
union all
select
    'only open',
    null,
    win_rate_from_stage(is_won, is_lost),
from (values (false, false)) as cases (is_won, is_lost)
union all
select
    'nothing',
    null,
    win_rate_from_stage(is_won, is_lost),
from (values (true, false)) as cases (is_won, is_lost)
where false;
