/*
title: Exchange rates of deals
title_zh: 商机汇率
about: The rate that holds for the money of a deal in another currency: that of the day its amount was set, until the
    amount changes.
grain: one row per deal in another currency and day its amount was set
column deal_no: number of the deal
column valid_from: first day
column valid_to: day after the last one; 9999-12-31 while it lasts
column rate: reporting units per 1 of the currency; NULL where none is known
*/
create or replace table deal_rates as
with
settings as (
    select distinct
        deal_no,
        currency,
        amount_set_date,
    from deal_stays
    where currency <> reporting_currency()
)

select
    s.deal_no,
    s.amount_set_date as valid_from,
    lead(s.amount_set_date, 1, date '9999-12-31') over (
        partition by s.deal_no order by s.amount_set_date
    ) as valid_to,
    x.rate,
from settings as s
asof left join exchange_rates as x on s.currency = x.currency and s.amount_set_date >= x.valid_date;
