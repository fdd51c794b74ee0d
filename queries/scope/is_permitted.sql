/*
title: Is permitted
title_zh: 是否有权
about: Whether a reader may see rows of a region, team and rep. An unset permission is everything, an empty
    list nobody, and rows without a value are only for readers without that limit.
*/
create or replace macro is_permitted(region, team, rep) as
    (
        getvariable('permitted_regions') is null
        or coalesce(list_contains(getvariable('permitted_regions')::text[], region), false)
    )
    and (
        getvariable('permitted_teams') is null
        or coalesce(list_contains(getvariable('permitted_teams')::text[], team), false)
    )
    and (
        getvariable('permitted_reps') is null
        or coalesce(list_contains(getvariable('permitted_reps')::text[], rep), false)
    );
