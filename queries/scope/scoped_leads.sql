/*
title: Leads in scope
title_zh: 范围内线索
about: The leads that existed at the end of a day in the reader's scope. The channel is the lead's own column or,
    for views of campaigns, the column that holds the campaign's.
*/
create or replace macro scoped_leads(channel_column, on_day) as table
    select
        *,
        coalesce(qualified_date <= on_day, false) as is_qualified,
        coalesce(converted_date <= on_day, false) as is_converted,
    from lead_facts
    where
        created_date <= on_day
        and is_permitted(region, team, rep)
        and is_chosen('regions', region)
        and is_chosen('teams', team)
        and is_chosen('reps', rep)
        and is_chosen('channels', channel_column)
        and is_chosen('campaigns', campaign_id);
