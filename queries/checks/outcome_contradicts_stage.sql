/*
title: Outcome contradicts the stage
title_zh: 结果与阶段矛盾
about: Its outcome says something else than the kind of its stage. The outcome decides. A closed deal in an open stage
    is no fault where its pipeline has no stage for that outcome.
about_zh: 结果与所在阶段的性质不一致；以结果为准。若该流程没有对应结果的阶段，已结单商机停在进行中的阶段不算问题。
severity: warning
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; outcome and stage
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 状态与阶段
about_zh amount: 商机金额
*/
create or replace view outcome_contradicts_stage as
select
    'outcome_contradicts_stage' as "check",
    d.deal_id as key,
    d.stated_outcome || ' / ' || d.stage as detail,
    d.amount,
from checked_deals() as d
where
    d.stated_outcome <> d.stage_kind
    and (
        d.stage_kind <> 'open'
        or (d.pipeline, d.stated_outcome) in (select (s.pipeline, s.kind) from stages as s)
    )
order by d.amount desc nulls last, d.deal_id;
