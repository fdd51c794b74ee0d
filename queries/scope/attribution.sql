/*
title: Attribution
title_zh: 归因方式
about: Which touches a campaign's credit goes to: last_touch (default), first_touch, even or primary.
*/
create or replace macro attribution() as coalesce(getvariable('attribution')::text, 'last_touch');
