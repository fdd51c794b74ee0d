/*
title: Stage stays
title_zh: 阶段停留
about: Each visit of a deal to a stage, with whom the deal belongs to: for an as-of day read the row whose dims_from and
    dims_to hold it.
grain: one row per stay and stretch of the deal from then on
column deal_no: number of the deal
column pipeline: pipeline of the stay
column stage: stage
column stage_order: position of the stage; NULL where nobody configured it
column entered_at: instant the stay began
column left_date: day it ended; 9999-12-31 while it lasts
column days: length of a completed stay; NULL while it lasts
column left_to: advanced, moved_back, won, lost, moved_pipeline or removed; NULL while it lasts
column is_start_known: false where only the export says where the deal stands
column dims_from: first day of the stretch
column dims_to: day after its last one
column outcome: how the stretch ends: open, won or lost
column closed_date: day of that closing; 9999-12-31 where there is none
*/
create or replace table stage_stays as
select
    v.deal_no, v.pipeline, v.stage, v.stage_order, v.entered_at, v.entered_date, v.left_date,
    v.days, v.left_to, v.is_start_known, s.has_history, s.dims_from, s.dims_to, s.rep, s.team,
    s.region, s.product_line, s.account_size,
    s.channel,
    s.outcome, s.closed_date,
from stage_visits as v
inner join deal_stretches as s on v.deal_no = s.deal_no and v.entered_date < s.dims_to
order by s.dims_to < date '9999-12-31', s.region, s.rep, v.entered_date;
