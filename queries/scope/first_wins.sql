/*
title: First wins of a period
title_zh: 期间首次赢单
about: The accounts whose first win ever, as known at the end of a day, lies in a period, whatever the filters.
column won_date: day of the first win
*/
create or replace macro first_wins(from_day, to_day, on_day) as table
    with
    firsts as (
        select
            account_id,
            min(won_date) as won_date,
        from account_wins
        where won_date <= on_day and won_to > on_day
        group by account_id
    )

    select *
    from firsts
    where won_date between from_day and least(to_day, on_day);
