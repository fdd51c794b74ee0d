/*
title: Campaign shares
title_zh: 活动归因份额
about: Which campaigns share the credit of a deal under each attribution. Without a touch, and under primary, it is the
    deal's
    campaign, else its lead's. Every deal has a share of 1 under each: campaign NULL where nothing says.
grain: one row per deal and campaign
column deal_no: number of the deal
column campaign_id: campaign
column is_first: has the first touch; ties by campaign
column is_last: has the last touch; ties by campaign
column is_primary: is the deal's campaign, else its lead's
column even_from: sum of the even shares of the deal's campaigns before this one, the ones with the fewest touches first
column even_to: the same including this one
*/
create or replace table campaign_shares as
with
touched as (
    select
        deal_no,
        campaign_id,
        count(*) as touches,
        min(touched_at) as first_at,
        max(touched_at) as last_at,
    from campaign_touch_facts
    group by deal_no, campaign_id
),

shared as (
    select
        deal_no,
        campaign_id,
        row_number() over (partition by deal_no order by first_at, campaign_id) = 1 as is_first,
        row_number() over (partition by deal_no order by last_at desc, campaign_id) = 1 as is_last,
        sum(touches) over (partition by deal_no order by touches, campaign_id desc)
            as touches_so_far,
        sum(touches) over (partition by deal_no) as all_touches,
        touches,
    from touched
),

-- the primary campaign is in even where nothing touched the deal
primaries as (
    select
        f.deal_no,
        f.campaign_id,
        t.deal_no is null as is_alone,
    from deal_facts as f
    left join (select distinct touched.deal_no from touched) as t on f.deal_no = t.deal_no
)

select
    coalesce(s.deal_no, p.deal_no) as deal_no,
    coalesce(s.campaign_id, p.campaign_id) as campaign_id,
    coalesce(s.is_first, p.is_alone) as is_first,
    coalesce(s.is_last, p.is_alone) as is_last,
    p.deal_no is not null as is_primary,
    coalesce((s.touches_so_far - s.touches) / s.all_touches, 0)::double as even_from,
    coalesce(s.touches_so_far / s.all_touches, case when p.is_alone then 1 else 0 end)::double
        as even_to,
from shared as s
full join primaries as p on s.deal_no = p.deal_no and s.campaign_id = p.campaign_id
order by 1, 2;
