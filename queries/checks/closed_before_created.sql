/*
title: Closed before it was created
title_zh: 结单日早于创建日
about: Closed on a day before it was created. It counts as closed on the day it was created, without a
    cycle.
about_zh: 结单日早于创建日；按创建日结单，不计周期。
severity: warning
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; both days
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 两个日期
about_zh amount: 商机金额
*/
create or replace view closed_before_created as
select
    'closed_before_created' as "check",
    d.deal_id as key,
    d.closed_date || ' < ' || d.created_date as detail,
    d.amount,
from checked_deals() as d
where
    d.outcome <> 'open'
    and d.closed_date < d.created_date
order by d.amount desc nulls last, d.deal_id;
