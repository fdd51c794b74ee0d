/*
title: Stays of won deals
title_zh: 赢单商机的停留
about: Completed stays of won deals in the stages without expected days, by their length: what the limit of a stalled
    stay is read from.
grain: one row per stage, days a win stood and length of stay
column won_date: day of winning
column won_to: day the win ended by a reopening; 9999-12-31 while it stands
column days: length of the stay
column stays: stays of that length
*/
create or replace table won_stay_days as
select
    v.pipeline,
    v.stage,
    w.won_date,
    w.won_to,
    v.days,
    count(*) as stays,
from stage_visits as v
inner join deal_wins as w on v.deal_no = w.deal_no and v.left_date <= w.won_date
inner join stages as s on v.pipeline = s.pipeline and v.stage = s.stage
where v.is_start_known and v.left_at is not null and s.kind = 'open' and s.expected_days is null
group by v.pipeline, v.stage, w.won_date, w.won_to, v.days
order by v.pipeline, v.stage, w.won_date;
