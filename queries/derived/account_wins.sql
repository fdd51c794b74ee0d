/*
title: First wins
title_zh: 首次赢单
about: The winnings of each customer, for first wins and repeat purchases.
grain: one row per winning of a deal with an account
column won_date: day of winning
column won_to: day the win ended by a reopening
*/
create or replace table account_wins as
select
    account_id,
    deal_no,
    won_date,
    won_to,
from deal_wins
where account_id is not null
order by account_id, won_date;
