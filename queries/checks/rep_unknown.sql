/*
title: Rep unknown
title_zh: 销售不存在
about: Its rep is not in the export's table of reps. It goes by the name that the deal carries, else by
    its id, and what that table says is missing.
about_zh: 商机的销售不在导出的销售表中；以商机所带的姓名显示，没有则用编号，销售表中的信息缺失。
severity: warning
grain: one row per fault
needs: deals, reps
column check: text; name of the check
column key: text; id of the deal
column detail: text; id of the rep
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 销售编号
about_zh amount: 商机金额
*/
create or replace view rep_unknown as
select
    'rep_unknown' as "check",
    d.deal_id as key,
    d.rep_id as detail,
    d.amount,
from checked_deals() as d
where
    has_table('reps')
    and d.rep_id is not null
    and d.rep_id not in (select t.rep_id from reps as t)
order by d.amount desc nulls last, d.deal_id;
