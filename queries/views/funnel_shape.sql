/*
title: Shape of the funnel
title_zh: 漏斗形状
about: How the open deals within their cycle lie over the early, middle and late part of the funnel, as of the as-of
    day, and its four
    dials: thickness, slope, evenness and flow. For the whole scope and per region, team and rep.
about_zh: 截至截止日，周期内的在途商机在漏斗前、中、后段的分布，以及四个刻度：粗细、斜率、均匀度、流速。分整体、区域、团队和销售。
grain: one row per level and member with a deal open, closed or created in the twelve months up to the as-of day
grain_zh: 每个层级与成员一行
needs: deals
subject: pipeline
key: level, name
rows early: band = early
rows middle: band = middle
rows late: band = late
rows effective_open_amount: is_open and not is_beyond_cycle
rows recent_wins: none (they were won before the period too)
rows cohort_closings: none (they were created before the period too)
column level: text; company (all in scope), region, team or rep
column name: text; the member; NULL for the company, and where a deal has none
column early: count; open deals within their cycle with a probability below 0.4 (settings: shape.middle_from)
column middle: count; below 0.75 (settings: shape.late_from)
column late: count; from there on
column shape: text; empty, early_only, top_light, bulging, ideal or uneven, tested in this order
column advice: text; what to do about it, from the settings
column advice_zh: text; the same in Chinese
column cohort_closings: count; closed deals among those created in the 12 months up to the as-of day
column recent_wins: count; wins of the 12 months up to the as-of day
label level: Level | 层级
label name: Name | 名称
label early: Early | 前段
label middle: Middle | 中段
label late: Late | 后段
label shape: Shape | 形状
label advice: Advice | 建议（英文）
label advice_zh: Advice in Chinese | 建议
label cohort_closings: Closed of the year's new deals | 近一年新建已结单
label recent_wins: Wins of the year | 近一年赢单
about_zh level: 层级：整体、区域、团队或销售
about_zh name: 成员；整体及未填的为空
about_zh early: 周期内、赢率低于 0.4（设置 shape.middle_from）的在途商机数
about_zh middle: 赢率低于 0.75（设置 shape.late_from）的
about_zh late: 赢率更高的
about_zh shape: 依次判断：空、只有前段、头轻脚重、中段鼓出、理想、不匀
about_zh advice: 设置中对该形状的建议（英文）
about_zh advice_zh: 设置中对该形状的建议
about_zh cohort_closings: 截至截止日 12 个月内创建的商机中已结单的数量
about_zh recent_wins: 截至截止日 12 个月内的赢单数
*/
create or replace view funnel_shape as
with
figures as (
    select
        case
            when grouping(region) = 0 then 'region'
            when grouping(team) = 0 then 'team'
            when grouping(rep_id) = 0 then 'rep'
            else 'company'
        end as level,
        case when grouping(rep_id) = 0 then rep_id else coalesce(region, team) end as member,
        case when grouping(rep_id) = 0 then rep else coalesce(region, team) end as name,
        count(*) filter (where band = 'early') as early,
        count(*) filter (where band = 'middle') as middle,
        count(*) filter (where band = 'late') as late,
        effective_open_amount(amount, is_open, is_beyond_cycle) as effective_open_amount,
        won_amount(amount, is_won_in_period) as won_amount,
        slope(is_won and is_in_cohort, not is_open and is_in_cohort) as slope,
        flow_days(cycle_days, is_recent_win) as flow_days,
        count(*) filter (where not is_open and is_in_cohort) as cohort_closings,
        count(*) filter (where is_recent_win) as recent_wins,
    from shape_deals(period_start(), period_end(), as_of())
    group by grouping sets ((), (region), (team), (rep_id, rep))
),

aimed as (
    select
        'company' as level,
        null as member,
        sum(period_amount) as target_amount,
    from scoped_targets(1, period_start(), period_end(), as_of())
    union all
    select
        'region',
        region,
        sum(period_amount),
    from scoped_targets(2, period_start(), period_end(), as_of())
    group by region
    union all
    select
        'team',
        team,
        sum(period_amount),
    from scoped_targets(3, period_start(), period_end(), as_of())
    group by team
    union all
    select
        'rep',
        rep_id,
        sum(period_amount),
    from scoped_targets(4, period_start(), period_end(), as_of())
    group by rep_id
),

shaped as (
    select
        f.*,
        funnel_shape_of(f.early, f.middle, f.late) as shape,
        case
            when a.target_amount is not null
                then remaining_target(coalesce(f.won_amount, 0), a.target_amount)
        end::decimal(38, 2) as remaining_target,
    from figures as f
    left join aimed as a on f.level = a.level and f.member is not distinct from a.member
)

select
    s.level,
    s.name,
    s.early,
    s.middle,
    s.late,
    s.shape,
    a.advice,
    a.advice_zh,
    coalesce(s.effective_open_amount, 0) as effective_open_amount,
    s.remaining_target,
    thickness(coalesce(s.effective_open_amount, 0), s.remaining_target) as thickness,
    s.slope,
    s.cohort_closings,
    evenness(
        s.early, s.middle, s.late, ideal_early_share(), ideal_middle_share(), ideal_late_share()
    ) as evenness,
    s.flow_days,
    s.recent_wins,
from shaped as s
left join shape_advice as a on s.shape = a.shape
order by list_position(['company', 'region', 'team', 'rep'], s.level), s.name nulls last;
