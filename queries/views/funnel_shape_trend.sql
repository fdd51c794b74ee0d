/*
title: Shape of the funnel over a year
title_zh: 漏斗形状趋势
about: The shape of the whole funnel in scope and its four dials as of the as-of day and 3, 6, 9 and 12 months before
    it, each against the
    target of a period that lies as many months earlier: the own last twelve months to compare with.
about_zh: 范围内整体漏斗的形状与四个刻度：截止日以及此前 3、6、9、12 个月的同日，各对应提前同样月数的期间目标，用于与自身过去十二个月比较。
grain: one row per day, the earliest first
grain_zh: 每个日期一行，早的在前
needs: deals
subject: pipeline
as_of: on_date
rows early: band = early
rows middle: band = middle
rows late: band = late
rows effective_open_amount: is_open and not is_beyond_cycle
rows recent_wins: none (they were won before the period too)
rows cohort_closings: none (they were created before the period too)
column on_date: date; day at whose end it stands
column early: count; open deals within their cycle with a probability below 0.4 (settings: shape.middle_from)
column middle: count; below 0.75 (settings: shape.late_from)
column late: count; from there on
column shape: text; empty, early_only, top_light, bulging, ideal or uneven
column cohort_closings: count; closed deals among those created in the 12 months up to the day
column recent_wins: count; wins of the 12 months up to the day
label on_date: Day | 日期
label early: Early | 前段
label middle: Middle | 中段
label late: Late | 后段
label shape: Shape | 形状
label cohort_closings: Closed of the year's new deals | 近一年新建已结单
label recent_wins: Wins of the year | 近一年赢单
about_zh on_date: 截至该日结束
about_zh early: 周期内、赢率低于 0.4（设置 shape.middle_from）的在途商机数
about_zh middle: 赢率低于 0.75（设置 shape.late_from）的
about_zh late: 赢率更高的
about_zh shape: 空、只有前段、头轻脚重、中段鼓出、理想、不匀
about_zh cohort_closings: 截至该日 12 个月内创建的商机中已结单的数量
about_zh recent_wins: 截至该日 12 个月内的赢单数
*/
create or replace view funnel_shape_trend as
select *
from funnel_dials(
    [months_before(period_start(), months) for months in [12, 9, 6, 3, 0]],
    [months_before(period_end(), months) for months in [12, 9, 6, 3, 0]],
    [months_before(as_of(), months) for months in [12, 9, 6, 3, 0]]
)
order by on_date;
