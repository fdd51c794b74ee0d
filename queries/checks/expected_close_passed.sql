/*
title: Expected close has passed
title_zh: 预计成交日已过
about: Open, though it was expected to close before the day of the export.
about_zh: 仍在途，但预计成交日早于导出日。
severity: warning
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; expected close
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 预计成交日
about_zh amount: 商机金额
*/
create or replace view expected_close_passed as
select
    'expected_close_passed' as "check",
    d.deal_id as key,
    d.expected_close_date::text as detail,
    d.amount,
from checked_deals() as d
where
    d.is_used
    and d.outcome = 'open'
    and d.expected_close_date < exported_on()
order by d.amount desc nulls last, d.deal_id;
