select
    'one won, three lost, one open' as given,
    1 / 4 as expected,
    slope(is_won, is_closed) as found,
from (values (true, true), (false, true), (false, true), (false, true), (false, false)) as cases (is_won, is_closed)
union all
select
    'only open',
    null,
    slope(is_won, is_closed),
from (values (false, false)) as cases (is_won, is_closed);
