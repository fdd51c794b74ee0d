select
    'two payments and a refund' as given,
    90 as expected,
    collected_amount(amount, is_refund) as found,
from (values (60, false), (40, false), (10, true)) as cases (amount, is_refund)
union all
select
    'nothing',
    0,
    collected_amount(amount, is_refund),
from (values (60, false)) as cases (amount, is_refund)
where false;
