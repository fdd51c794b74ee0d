/*
title: Hidden deals
title_zh: 无权查看的商机
about: The deals that a reader may not see as they were at the end of a day, whatever the filters. None for a reader
    without
    a permission.
*/
create or replace macro hidden_deals(on_day) as table
    select deal_no
    from deals_at(on_day)
    where is_limited() and not is_permitted(region, team, rep);
