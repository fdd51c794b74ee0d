/*
title: Proportion
title_zh: 比例
about: Hits / cases; NULL of none.
*/
create or replace macro proportion(hits, cases) as hits / nullif(cases, 0);
