/*
title: Valued stays
title_zh: 折算后的商机状态
about: The rows of deal_stays with their amount in the reporting currency, by the rate of the day on which the amount
    was set.
grain: one row per row of deal_stays
column amount: reporting currency; NULL where none is set or no rate is known
*/
create or replace temp view valued_stays as
with
rates as (
    select s.currency, s.amount_set_date, r.rate,
    from (
        select distinct currency, amount_set_date,
        from deal_stays
        where currency <> reporting_currency()
    ) as s
    asof left join exchange_rates as r
        on s.currency = r.currency and s.amount_set_date >= r.valid_date
)

select
    s.* exclude (amount, currency, amount_set_date),
    case
        when s.currency <> reporting_currency() then (s.amount * x.rate)::decimal(18, 2)
        else s.amount
    end as amount,
from deal_stays as s
left join rates as x on s.currency = x.currency and s.amount_set_date = x.amount_set_date;
