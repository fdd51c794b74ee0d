/*
title: Comparison
title_zh: 对比方式
about: What a period is compared with: previous (default), the period before; last_year, the same period a year
    before; or none.
*/
create or replace macro comparison() as coalesce(getvariable('comparison')::text, 'previous');
