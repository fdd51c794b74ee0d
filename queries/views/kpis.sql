/*
title: Key figures
title_zh: 关键指标
about: The key figures of the scope. Flows count days of the period up to the as-of day, states are those at
    its end.
about_zh: 当前范围的关键指标。发生额计期间内截至截止日的天数，状态取该日结束时。
grain: one row
grain_zh: 共一行
needs: deals
subject: results
*/
create or replace view kpis as
select
    won_amount,
    won_deals,
    lost_amount,
    lost_deals,
    win_rate,
    competitive_win_rate,
    win_rate_by_amount,
    average_won_amount,
    mean_cycle_days,
    median_cycle_days,
    open_deals,
    open_amount,
    effective_open_amount,
    weighted_amount,
    stalled_amount,
    open_without_close_date,
    created_deals,
    created_amount,
    target_amount,
    target_to_date_amount,
    attainment,
    attainment_to_date,
    remaining_target,
    coverage,
    effective_coverage,
    required_coverage,
    expected_landing,
    velocity_per_day,
    new_customers,
from kpis_over([period_start()], [period_end()], [as_of()]);
