/*
title: Recent cycles of reps
title_zh: 销售近期周期
about: The mean cycle of the last wins (cycle_basis_wins) of every rep as of a day, over all deals, from the first win on.
*/
create or replace macro rep_cycles(on_day) as table
    with
    last_wins as (
        select
            rep_id,
            unnest(max_by(cycle_days, win_no, cycle_basis_wins())) as cycle_days,
        from deal_wins
        where won_date <= on_day and won_to > on_day and cycle_days is not null
        group by rep_id
    )

    select
        rep_id,
        recent_cycle_days(cycle_days) as recent_cycle_days,
    from last_wins
    group by rep_id;
