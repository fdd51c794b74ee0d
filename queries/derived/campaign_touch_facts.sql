/*
title: Campaign touches of deals
title_zh: 商机的活动触点
about: The touches of each deal, of its lead and of its account on or before the day it was created, not longer before
    than the
    attribution window.
grain: one row per deal and touch
column deal_no: number of the deal
column campaign_id: campaign
column touched_at: instant (or day) of the touch
*/
create or replace temp table campaign_touch_facts as
with
touches as (
    select
        *,
        row_number() over () as touch_no,
    from campaign_touches
    where touched_at is not null
),

linked as (
    select
        f.deal_no,
        t.touch_no,
        t.campaign_id,
        t.touched_at,
        f.created_date,
    from touches as t
    inner join deal_facts as f on t.deal_id = f.deal_id
    union
    select
        f.deal_no,
        t.touch_no,
        t.campaign_id,
        t.touched_at,
        f.created_date,
    from touches as t
    inner join deal_facts as f on t.lead_id = f.lead_id
    union
    select
        f.deal_no,
        t.touch_no,
        t.campaign_id,
        t.touched_at,
        f.created_date,
    from touches as t
    inner join deal_facts as f
        on
            t.account_id = f.account_id
            and t.touched_at::date <= f.created_date
            and t.touched_at::date >= f.created_date - attribution_window_days()::integer
)

select
    deal_no,
    campaign_id,
    touched_at,
from linked
where touched_at::date between created_date - attribution_window_days()::integer and created_date;
