/*
title: Stays of the company
title_zh: 全公司停留
about: The completed stays of all deals with a known beginning, summed by the day they ended: what a rep's stays are
    held against.
grain: one row per stage, day of leaving and days between which the stays are known
column left_date: day the stays ended
column known_from: first day on which they are known
column known_to: day after the last one; 9999-12-31 while they are
column stays: stays
column days: their lengths together
*/
create or replace table company_stays as
select
    pipeline,
    stage,
    left_date,
    greatest(dims_from, left_date) as known_from,
    dims_to as known_to,
    count(*) as stays,
    sum(days) as days,
from stage_stays
where has_history and is_start_known and left_date < date '9999-12-31'
group by all
order by left_date, pipeline, stage;
