/*
title: First wins
title_zh: 首次赢单
about: The winnings of each customer, for first wins and repeat purchases.
grain: one row per winning of a deal with an account
column won_date: day from which the win stands
column closed_date: day of winning
column won_to: day the win ended by a reopening
column first_from: day from which it is the first win of the account that stands; 9999-12-31 where an earlier one does
*/
create or replace table account_wins as
select
    account_id,
    deal_no,
    won_date,
    won_to,
    closed_date,
    greatest(
        won_date,
        max(won_to) over (
            partition by account_id order by closed_date
            range between unbounded preceding and current row exclude group
        )
    ) as first_from,
from deal_wins
where account_id is not null
order by account_id, won_date;
