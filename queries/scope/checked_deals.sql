/*
title: Deals a reader may check
title_zh: 可核查的商机
about: The deals as exported that the reader is permitted to see, whatever the filters: faults of the data are shown
    over everything.
*/
create or replace macro checked_deals() as table
    select *
    from exported_deals
    where is_permitted(region, team, rep);
