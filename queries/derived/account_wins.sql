/*
title: Wins of customers
title_zh: 客户赢单
about: The winnings of each customer, for first wins and repeat purchases.
grain: one row per winning of a deal with an account
column won_date: day from which the win stands
column closed_date: day of winning
column won_to: day the win ended by a reopening or a deletion; 9999-12-31 while it stands
*/
create or replace table account_wins as
select
    account_id,
    deal_no,
    won_date,
    won_to,
    closed_date,
from deal_wins
where account_id is not null
order by account_id, won_date;
