/*
title: Weekly board
title_zh: 周看板
about: Per week, for the whole scope and per team and rep, what a team looks at on Monday, Wednesday and Friday: first
    meetings and wins of the week so far, and how many
        open deals within their cycle stand early, in the middle and late. The last eight weeks up to the as-of day, or
    to the end of the
    period where that is earlier.
about_zh: 整体、团队与每名销售每周一、三、五看的数字：本周至今的首次见面与赢单，以及周期内在途商机在前、中、后段的数量。至截止日或期末（取较早者）的最近八周。
grain: one row per week, day of the board, level and member with anything to show on it
grain_zh: 每周、每个看板日、层级与成员一行
needs: deals
subject: activity
key: level, name
days: week to on_date
as_of: on_date
as_of early: on_date
as_of middle: on_date
as_of late: on_date
rows early: band = early
rows middle: band = middle
rows late: band = late
rows first_meetings: none (first meetings are no list of their own)
column week: date; first day of the week
column on_date: date; day at whose end the board is read
column level: text; company (all in scope), team or rep
column name: text; the member; NULL for the company, and for what has none
column first_meetings: count; accounts (else deals, leads) met for the first time ever, from the beginning of the week
    to the day; meetings, visits and demonstrations
column early: count; open deals within their cycle with a probability below 0.4 (settings: shape.middle_from), at the
    end of the day
column middle: count; below 0.75 (settings: shape.late_from)
column late: count; from there on
column shape: text; empty, early_only, top_light, bulging, ideal or uneven
column won_deals: count; won from the beginning of the week to the day
column won_amount: money; their amount
column collected_amount: money; payments − refunds received from the beginning of the week to the day
label week: Week of | 周起始日
label on_date: Day | 日期
label level: Level | 层级
label name: Name | 名称
label first_meetings: First meetings | 首次见面
label early: Early | 前段
label middle: Middle | 中段
label late: Late | 后段
label shape: Shape | 形状
about_zh week: 该周第一天
about_zh on_date: 看板日，数字截至该日结束
about_zh level: 层级：整体、团队或销售
about_zh name: 成员；整体及未填的为空
about_zh first_meetings: 本周至该日首次见面（会议、拜访、演示）的客户数；无客户时按商机、线索计
about_zh early: 该日结束时周期内、赢率低于 0.4（设置 shape.middle_from）的在途商机数
about_zh middle: 赢率低于 0.75（设置 shape.late_from）的
about_zh late: 赢率更高的
about_zh shape: 空、只有前段、头轻脚重、中段鼓出、理想、不匀
about_zh won_deals: 本周至该日赢单数
about_zh won_amount: 其金额
about_zh collected_amount: 本周至该日回款减退款
*/
create or replace view weekly_board as
with
parts as (
    select * from board_standing()
    union all by name
    select * from board_flows()
),

named as (
    select
        p.*,
        r.rep,
        r.team,
    from parts as p
    left join rep_facts as r on p.rep_id = r.rep_id
),

together as (
    select
        week,
        on_date,
        case
            when grouping(rep_id) = 0 then 'rep'
            when grouping(team) = 0 then 'team'
            else 'company'
        end as level,
        case when grouping(rep_id) = 0 then rep else team end as name,
        coalesce(sum(first_meetings), 0)::bigint as first_meetings,
        coalesce(sum(early), 0)::bigint as early,
        coalesce(sum(middle), 0)::bigint as middle,
        coalesce(sum(late), 0)::bigint as late,
        coalesce(sum(won_deals), 0)::bigint as won_deals,
        coalesce(sum(won_amount), 0)::decimal(38, 2) as won_amount,
        coalesce(sum(collected_amount), 0)::decimal(38, 2) as collected_amount,
    from named
    group by grouping sets ((week, on_date), (week, on_date, team), (week, on_date, rep_id, rep))
)

select
    week,
    on_date,
    level,
    name,
    case when has_table('activities') then first_meetings end as first_meetings,
    early,
    middle,
    late,
    funnel_shape_of(early, middle, late) as shape,
    won_deals,
    won_amount,
    case when has_table('payments') then collected_amount end as collected_amount,
from together
order by on_date desc, list_position(['company', 'team', 'rep'], level), name nulls last;
