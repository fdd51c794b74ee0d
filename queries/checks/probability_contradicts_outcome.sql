/*
title: Probability contradicts the outcome
title_zh: 赢率与结果矛盾
about: Won with a probability below 100 %, or lost with one above 0. Closed deals count by their outcome.
about_zh: 赢单但赢率低于 100%，或丢单但赢率高于 0；已结商机以结果为准。
severity: note
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; outcome and probability
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 状态与赢率
about_zh amount: 商机金额
*/
create or replace view probability_contradicts_outcome as
select
    'probability_contradicts_outcome' as "check",
    d.deal_id as key,
    d.outcome || ' / ' || d.probability as detail,
    d.amount,
from checked_deals() as d
where
    ((d.outcome = 'won' and d.probability < 1) or (d.outcome = 'lost' and d.probability > 0))
order by d.amount desc nulls last, d.deal_id;
