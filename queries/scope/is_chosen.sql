/*
title: Is chosen
title_zh: 是否选中
about: Whether a value is among those of a filter. An unset or emptied filter chooses everything; ~ in the
    list stands for NULL.
*/
create or replace macro is_chosen(filter_name, member) as
    getvariable(filter_name) is null
    or len(getvariable(filter_name)::text[]) = 0
    or list_contains(getvariable(filter_name)::text[], coalesce(member, '~'));
