/*
label: Deals needed
label_zh: 所需商机数
unit: count
better: lower
subject: pipeline
rows: none (needed, not counted)
about: Deals that must stand in a stage or later for what is left of the target to be won: remaining target / average
    won amount /
    win rate from the stage, rounded up. NULL where one of them is not known.
about_zh: 为完成剩余目标，处于该阶段及之后所需的商机数：剩余目标 ÷ 平均赢单金额 ÷ 该阶段起赢单率，向上取整。任一未知时为空。
source: METRICS section 5, required_funnel
*/
create or replace macro required_deals(remaining_target, average_won_amount, win_rate_from_stage) as
    -- what floating point adds to a whole number of deals is no deal more
    ceil(
        round(remaining_target / nullif(average_won_amount, 0) / nullif(win_rate_from_stage, 0), 9)
    )::bigint;
