select
    'two wins of one customer, one of another' as given,
    2 as expected,
    new_customers(account_id, is_first_win) as found,
from (values ('A', true), ('A', true), ('B', true), ('C', false)) as cases (account_id, is_first_win)
union all
select
    'nothing',
    0,
    new_customers(account_id, is_first_win),
from (values ('A', true)) as cases (account_id, is_first_win)
where false;
