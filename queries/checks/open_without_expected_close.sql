/*
title: Open without an expected close
title_zh: 在途商机无预计成交日
about: Open without a day on which it is expected to close. It counts in no coverage and no forecast.
about_zh: 在途但未填预计成交日；不计入覆盖率和预测。
severity: warning
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; stage
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 阶段
about_zh amount: 商机金额
*/
create or replace view open_without_expected_close as
select
    'open_without_expected_close' as "check",
    d.deal_id as key,
    d.stage as detail,
    d.amount,
from checked_deals() as d
where
    d.is_used
    and d.outcome = 'open'
    and d.expected_close_date is null
order by d.amount desc nulls last, d.deal_id;
