/*
title: First wins of customers
title_zh: 客户首次赢单
about: The first win of each customer, and for how long it was the first: an earlier win counts only while it stands,
    from
    the day it was won or restored to the day it was reopened or deleted.
grain: one row per customer and stretch of days on which the same wins stand
column first_date: day of winning of the earliest win that stands
column from_date: first day of the stretch
column to_date: day the stretch ended; 9999-12-31 while it lasts
*/
create or replace table account_first_wins as
with
-- what begins while an earlier win stands for good is never the first: customers of many wins are left with few
rivals as (
    select distinct
        account_id,
        closed_date,
        won_date,
        won_to,
    from account_wins
    qualify
        closed_date <= min(
            case when won_to = date '9999-12-31' then closed_date else date '9999-12-31' end
        ) over (
            partition by account_id order by won_date
            range between unbounded preceding and current row
        )
),

turns as (
    select
        account_id,
        won_date as turn_date,
    from rivals
    union
    select
        account_id,
        won_to as turn_date,
    from rivals
    where won_to < date '9999-12-31'
),

stretches as (
    select
        *,
        coalesce(
            lead(turn_date) over (partition by account_id order by turn_date), date '9999-12-31'
        ) as to_date,
    from turns
)

select
    s.account_id,
    min(r.closed_date) as first_date,
    s.turn_date as from_date,
    s.to_date,
from stretches as s
inner join rivals as r
    on s.account_id = r.account_id and r.won_date <= s.turn_date and r.won_to > s.turn_date
group by all
order by first_date, s.account_id, from_date;
