select
    'one won without an amount, one lost' as given,
    75 as expected,
    average_won_amount(amount, is_won) as found,
from (values (100, true), (50, true), (null, true), (999, false)) as cases (amount, is_won)
union all
select
    'nothing',
    null,
    average_won_amount(amount, is_won),
from (values (100, true)) as cases (amount, is_won)
where false
union all
select
    'five wins, four of them of 300 together, summed',
    75,
    average_won_amount(amount, is_won, cases := valued),
from (values (100, true, 1), (200, true, 3), (null, true, 0), (999, false, 9)) as cases (amount, is_won, valued);
