/*
title: Judged deals
title_zh: 商机判定
about: The deals in scope at the end of a day with the flags that company-wide norms give them.
column is_stalled: flag; NULL where no limit or no beginning is known
column is_beyond_known: whether the age exceeds the limit; NULL where none is known, or once closed
column is_beyond_cycle: the same, unknown counting as within
*/
create or replace macro judged_deals(on_day) as table
    select
        d.*,
        s.limit_days as stalled_limit_days,
        d.is_open and d.days_in_stage > s.limit_days as is_stalled,
        c.limit_days as cycle_limit_days,
        case when d.is_open then d.age_days > c.limit_days end as is_beyond_known,
        coalesce(d.is_open and d.age_days > c.limit_days, false) as is_beyond_cycle,
    from scoped_deals(on_day) as d
    left join stalled_limits([on_day]) as s on d.pipeline = s.pipeline and d.stage = s.stage
    left join cycle_limits([on_day]) as c on d.rep_id is not distinct from c.rep_id;
