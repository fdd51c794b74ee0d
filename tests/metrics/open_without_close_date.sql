select
    'one open and one closed without a day' as given,
    1 as expected,
    open_without_close_date(is_open, expected_close_date) as found,
from (values (true, null), (true, date '2026-03-31'), (false, null)) as cases (is_open, expected_close_date)
union all
select
    'nothing',
    0,
    open_without_close_date(is_open, expected_close_date),
from (values (true, null)) as cases (is_open, expected_close_date)
where false;
