/*
title: Deal wins
title_zh: 赢单记录
about: Each winning of a deal, with how long it stood. The norm of cycle lengths and first wins of customers are read from it.
grain: one row per winning
column deal_no: number of the deal
column win_no: position among all wins by instant, then id
column won_date: day of winning
column won_to: day the win ended by a reopening; 9999-12-31 while it stands
column cycle_days: days from creation; NULL where not known
*/
create or replace table deal_wins as
with
entries as (
    select
        deal_no,
        account_id,
        rep_id,
        team,
        pipeline,
        amount,
        outcome,
        valid_from,
        valid_from_date,
        cycle_days,
        coalesce(lead(valid_from_date) over (partition by deal_no order by event_no), date '9999-12-31') as won_to,
    from deal_versions
    where is_entry
)

select
    * exclude (outcome, valid_from, valid_from_date),
    valid_from_date as won_date,
    row_number() over (order by valid_from, deal_no)::integer as win_no,
from entries
where outcome = 'won'
order by won_date, deal_no;
