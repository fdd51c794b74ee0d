select
    'one cost not known' as given,
    40 as expected,
    gross_profit_amount(amount, cost) as found,
from (values (100, 60), (50, null)) as cases (amount, cost)
union all
select
    'nothing',
    null,
    gross_profit_amount(amount, cost),
from (values (100, 60)) as cases (amount, cost)
where false;
