/*
title: Recent cycles of reps
title_zh: 销售近期周期
about: The mean cycle of the last wins (cycle_basis_wins) of every rep as of a day, over all deals, from the first win
    on.
*/
create or replace macro rep_cycles(on_day) as table
    select
        name as rep_id,
        cycle_days as recent_cycle_days,
    from cycle_norms
    where valid_from <= on_day and valid_to > on_day and level = 'rep';
