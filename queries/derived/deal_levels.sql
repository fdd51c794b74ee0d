/*
title: Deal levels
title_zh: 商机到达层级
about: How far a deal came in each pipeline and when: configured stages by their order, winning as level 1000.
grain: one row per deal, pipeline and level
column deal_no: number of the deal
column level: stage order, or 1000 for winning
column touched_date: first visit with a known beginning; NULL where there is none
column any_date: first visit, known beginning or not
*/
create or replace temp table deal_levels as
with
levels as (
    select
        deal_no,
        pipeline,
        stage_order as level,
        entered_date,
        is_start_known,
    from stage_visits
    where stage_order is not null
    union all
    select
        deal_no,
        pipeline,
        1000,
        closed_date,
        true,
    from deal_versions
    where is_entry and outcome = 'won'
)

select
    l.deal_no,
    l.pipeline,
    l.level,
    min(l.entered_date) filter (where l.is_start_known) as touched_date,
    min(l.entered_date) as any_date,
from levels as l
inner join deal_facts as f on l.deal_no = f.deal_no
where f.has_history
group by l.deal_no, l.pipeline, l.level;
