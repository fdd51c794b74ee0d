/*
title: Is within
title_zh: 是否在筛选的取值区间内
about: Whether a value can be among those of a filter as far as their smallest and largest tell. is_chosen says whether
    it is; this only lets a scan leave out the blocks of rows whose values all lie outside.
*/
create or replace macro is_within(filter_name, member) as
    not is_filtered(filter_name)
    or list_contains(getvariable(filter_name)::text[], '~')
    or (
        member >= list_min(getvariable(filter_name)::text[])
        and member <= list_max(getvariable(filter_name)::text[])
    );
