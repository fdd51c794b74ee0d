/*
title: Deals in scope
title_zh: 范围内商机
about: The deals in the reader's scope as they were at the end of a day.
*/
create or replace macro scoped_deals(on_day) as table
    select *
    from deals_at(on_day)
    where
        is_deal_chosen(deal_no, region, team, rep, account_size, channel, pipeline)
        and is_chosen('stages', stage);
