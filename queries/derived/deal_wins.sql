/*
title: Deal wins
title_zh: 赢单记录
about: Each winning of a deal, with how long it stood. The norm of cycle lengths and first wins of customers are read
    from it.
grain: one row per winning
column deal_no: number of the deal
column win_no: position among all wins by instant, then id
column won_date: day from which the win stands: that of winning, or that on which a deal was restored that had been
    removed
column closed_date: day of winning
column won_to: day the win ended by a reopening; 9999-12-31 while it stands
column cycle_days: days from creation; NULL where not known
*/
create or replace table deal_wins as
with
entries as (
    select
        deal_no,
        account_id,
        last_value(rep_id) over on_the_day as rep_id,
        last_value(team) over on_the_day as team,
        pipeline,
        amount,
        outcome,
        valid_from,
        valid_from_date,
        closed_date,
        cycle_days,
        is_entry,
        coalesce(
            lead(case when is_entry then valid_from_date end ignore nulls)
                over (partition by deal_no order by event_no),
            date '9999-12-31'
        ) as won_to,
    from deal_versions
    -- a win belongs to the rep at the end of its day
    where
        (is_entry or (outcome = 'won' and valid_from_date = stage_entered_date))
        and deal_no in (select v.deal_no from deal_versions as v where v.outcome = 'won')
    window on_the_day as (
        partition by deal_no, stay_no order by event_no
        rows between unbounded preceding and unbounded following
    )
)

select
    * exclude (outcome, is_entry, valid_from, valid_from_date),
    valid_from_date as won_date,
    row_number() over (order by valid_from, deal_no)::integer as win_no,
from entries
where outcome = 'won' and is_entry
order by won_date, deal_no;
