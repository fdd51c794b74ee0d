/*
title: Stays of won deals
title_zh: 赢单商机的停留
about: Lengths of the completed stays of won deals as counts: what the limit of a stalled stay is read from.
grain: one row per pipeline, stage, length and winning day
column won_date: day of winning
column won_to: day the win ended by a reopening; 9999-12-31 while it stands
column days: length of the stay
column stays: how many
*/
create or replace table won_stay_days as
select
    v.pipeline,
    v.stage,
    w.won_date,
    w.won_to,
    v.days,
    count(*)::integer as stays,
from stage_visits as v
inner join deal_wins as w on v.deal_no = w.deal_no and v.left_date <= w.won_date
where v.is_start_known and v.left_at is not null
group by v.pipeline, v.stage, w.won_date, w.won_to, v.days
order by v.pipeline, v.stage, w.won_date, v.days;
