/*
title: Cycle limits
title_zh: 成交周期界限
about: The mean cycle of the last wins (cycle_basis_wins) of every rep, team and of the company as of a day,
    over all deals; only where at least 10 wins are known.
column level: rep, team or company
column name: rep_id, team or blank
column limit_days: days
*/
create or replace macro cycle_limits(on_day) as table
    select
        level,
        name,
        cycle_days as limit_days,
    from cycle_norms
    where valid_from <= on_day and valid_to > on_day and wins >= 10 and name is not null;
