select
    'three won, one lost to a competitor, two stopped' as given,
    0.75 as expected,
    competitive_win_rate(is_won, is_lost_to_competitor) as found,
from (values (true, false), (true, false), (true, false), (false, true), (false, false), (false, false)) as cases (is_won, is_lost_to_competitor)
union all
select
    'only stopped',
    null,
    competitive_win_rate(is_won, is_lost_to_competitor),
from (values (false, false)) as cases (is_won, is_lost_to_competitor)
union all
select
    'nothing',
    null,
    competitive_win_rate(is_won, is_lost_to_competitor),
from (values (true, false)) as cases (is_won, is_lost_to_competitor)
where false;
