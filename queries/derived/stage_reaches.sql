/*
title: Stage reaches
title_zh: 阶段到达
about: Which stages a deal reached in the pipeline it stands in, by each counting rule, and what became of it. For an
    as-of day read the row whose
    dims_from and dims_to hold it, and ignore dates after it. Deals without a history of stages are left out.
grain: one row per deal, stage and stretch of the deal
column deal_no: number of the deal
column stage_order: position of the stage
column reached_date: first visit to this or a later stage, or winning
column touched_date: first visit to this stage; NULL where it was skipped
column strict_date: first day on which it and all stages before it have been visited in order; NULL where they have not
column advanced_date: first visit to a later stage, or winning; 9999-12-31 where there is none
column created_date: day of creation
column dims_from: first day of the stretch
column dims_to: day after its last one
column outcome: how the stretch ends: open, won or lost
column closed_date: day of that closing; 9999-12-31 where there is none
*/
create or replace table stage_reaches as
with
reached as (
    select
        l.deal_no,
        s.pipeline,
        s.stage,
        s.stage_order,
        min(l.touched_date) as reached_date,
        min(l.touched_date) filter (where l.level = s.stage_order) as touched_date,
        min(l.any_date) filter (where l.level > s.stage_order) as advanced_date,
    from stages as s
    inner join deal_levels as l on s.pipeline = l.pipeline and s.stage_order <= l.level
    where s.kind = 'open'
    group by l.deal_no, s.pipeline, s.stage, s.stage_order
)

select
    r.deal_no, r.pipeline, r.stage, r.stage_order, r.reached_date, r.touched_date, v.strict_date,
    coalesce(r.advanced_date, date '9999-12-31') as advanced_date, d.dims_from, d.dims_to, d.rep,
    d.team, d.region,
    d.product_line, d.account_size, d.channel, d.outcome, d.closed_date, d.created_date,
from reached as r
inner join deal_stretches as d
    on r.deal_no = d.deal_no and r.pipeline = d.pipeline and r.reached_date < d.dims_to
left join strict_visits as v
    on r.deal_no = v.deal_no and r.pipeline = v.pipeline and r.stage_order = v.stage_order
where r.reached_date is not null
order by d.dims_to < date '9999-12-31', d.region, d.rep, r.reached_date;
