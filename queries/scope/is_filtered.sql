/*
title: Is filtered
title_zh: 是否筛选
about: Whether a filter is set and not empty.
*/
create or replace macro is_filtered(filter_name) as
    coalesce(len(getvariable(filter_name)::text[]) > 0, false);
