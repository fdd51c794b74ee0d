/*
title: Beginning unknown
title_zh: 开始日未知
about: Neither a day of creation nor a history. It is in no period as created and has no age.
about_zh: 既无创建日也无历史；不计入任何期间的新增，也没有年龄。
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
create or replace view begin_unknown as
select
    'begin_unknown' as "check",
    d.deal_id as key,
    d.stage as detail,
    d.amount,
from checked_deals() as d
where
    d.is_used
    and d.first_date is null
order by d.amount desc nulls last, d.deal_id;
