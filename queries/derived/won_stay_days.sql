/*
title: Stays of won deals
title_zh: 赢单商机的停留
about: Completed stays of won deals in the stages without expected days: what the limit of a stalled stay is read from.
grain: one row per stay and winning
column won_date: day of winning
column won_to: day the win ended by a reopening; 9999-12-31 while it stands
column days: length of the stay
*/
create or replace table won_stay_days as
select
    v.pipeline,
    v.stage,
    w.won_date,
    w.won_to,
    v.days,
from stage_visits as v
inner join deal_wins as w on v.deal_no = w.deal_no and v.left_date <= w.won_date
inner join stages as s on v.pipeline = s.pipeline and v.stage = s.stage
where v.is_start_known and v.left_at is not null and s.kind = 'open' and s.expected_days is null
order by v.pipeline, v.stage, w.won_date;
