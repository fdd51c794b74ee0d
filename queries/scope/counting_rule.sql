/*
title: Counting rule
title_zh: 计数口径
about: Who has entered a stage: reached (default), touched or strict.
*/
create or replace macro counting_rule() as coalesce(getvariable('counting_rule')::text, 'reached');
