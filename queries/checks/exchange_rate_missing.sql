/*
title: Exchange rate missing
title_zh: 缺少汇率
about: No exchange rate on or before the day its amount was set. It counts as a deal without an amount.
about_zh: 金额设定当日及之前没有汇率；按未填金额处理。
severity: error
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; amount in its own currency
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 原币金额
about_zh amount: 商机金额
*/
create or replace view exchange_rate_missing as
select
    'exchange_rate_missing' as "check",
    d.deal_id as key,
    d.exported_amount || ' ' || d.currency as detail,
    d.amount,
from checked_deals() as d
where
    d.is_used
    and d.exported_amount is not null
    and d.amount is null
    and d.currency is distinct from reporting_currency()
order by d.amount desc nulls last, d.deal_id;
