/*
title: Is limited
title_zh: 是否受限
about: Whether a permission is set for the reader at all.
*/
create or replace macro is_limited() as
    getvariable('permitted_regions') is not null
    or getvariable('permitted_teams') is not null
    or getvariable('permitted_reps') is not null;
