select
    'one lost, one without an amount' as given,
    270 as expected,
    won_amount(amount, is_won) as found,
from (values (270, true), (null, true), (320, false)) as cases (amount, is_won)
union all
select
    'nothing',
    0,
    won_amount(amount, is_won),
from (values (270, true)) as cases (amount, is_won)
where false;
