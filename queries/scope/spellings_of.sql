/*
title: Spellings of a column
title_zh: 字段写法
about: The values that the deals a reader may check have in a column, those that are spelt in more than one way.
column is_known: true for an id that its own table has
*/
create or replace macro spellings_of(called, member) as table
    select
        called as column_name,
        member as spelt_as,
        false as is_known,
        count(*) as deals,
        sum(amount) as amount,
    from checked_deals()
    where member in (select v.spelt_as from varied_spellings as v where v.column_name = called)
    group by member;
