/*
title: Campaigns in scope
title_zh: 范围内市场活动
about: The campaigns running in a period, up to the end of a day, in the reader's channels and campaigns. A missing
    first or last day is open.
*/
create or replace macro scoped_campaigns(from_day, to_day, on_day) as table
    select *
    from campaign_facts
    where
        from_day <= on_day
        and coalesce(started_date <= least(to_day, on_day), true)
        and coalesce(ended_date >= from_day, true)
        and is_chosen('channels', channel)
        and is_chosen('campaigns', campaign_id);
