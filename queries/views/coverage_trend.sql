/*
title: Coverage by month
title_zh: 管道覆盖率趋势
about: How the coverage of the chosen period came to be: what was open at the ends of the thirteen months up to the one
    of the as-of day, as it was known then, and what was left of the target, always against today's target. The running
    month stands as of the as-of day. Before the period begins all of its target is left.
about_zh: 所选期间的覆盖率是怎样形成的：截至截止日所在月的 13 个月，每个月末当时可用于覆盖该期间的在途金额与剩余目标，
    一律按当前目标计算。进行中的月份取截止日。期间开始之前，剩余目标即全部目标。
grain: one row per month
grain_zh: 每月一行
needs: deals, targets
subject: targets
as_of: on_date
rows coverable_amount: is_coverable
column on_date: date; day at whose end it stood: the last of a month, or the as-of day
column coverable_amount: money; open amount expected to close in the period, or past due while it runs
label on_date: Day | 日期
label coverable_amount: Can cover the target | 可覆盖目标金额
about_zh on_date: 截至该日结束：月末，或截止日
about_zh coverable_amount: 预计在本期成交的在途金额；期间进行中时含已逾期的
*/
create or replace view coverage_trend as
with
ends as (
    select unnest(trend_days()) as on_date
),

open_then as (
    select
        e.on_date,
        open_amount(
            v.amount, is_coverable(v.expected_close_date, period_start(), period_end(), e.on_date)
        ) as coverable_amount,
    from scoped_versions() as v
    inner join ends as e on v.valid_from_date <= e.on_date and v.valid_to_date > e.on_date
    where v.outcome = 'open' and v.expected_close_date <= period_end()
    group by e.on_date
),

won_by_then as (
    select
        e.on_date,
        won_amount(v.amount, true) as won_amount,
    from scoped_versions() as v
    inner join ends as e
        on v.closed_date <= e.on_date
            and v.valid_from_date <= e.on_date
            and v.valid_to_date > e.on_date
    where v.outcome = 'won' and v.closed_date between period_start() and period_end()
    group by e.on_date
),

aimed as (
    select sum(period_amount)::decimal(38, 2) as target_amount
    from scoped_targets(1, period_start(), period_end(), as_of())
)

select
    e.on_date,
    coalesce(o.coverable_amount, 0) as coverable_amount,
    remaining_target(coalesce(w.won_amount, 0), a.target_amount) as remaining_target,
    case
        when e.on_date <= period_end()
            then coverage(
                coalesce(o.coverable_amount, 0),
                remaining_target(coalesce(w.won_amount, 0), a.target_amount)
            )
    end as coverage,
from ends as e
cross join aimed as a
left join open_then as o on e.on_date = o.on_date
left join won_by_then as w on e.on_date = w.on_date
order by e.on_date;
