/*
title: Pipeline changes
title_zh: 管道变动
about: From the open pipeline at the end of the day before the period to that at the end of the as-of day, by
    replaying every change. Within one instant the amount is booked first, then the deal leaves or enters with
    the new amount. Opening + in − out = ending in every scope.
about_zh: 从期间开始前一天的在途商机到截止日的在途商机，逐笔重放得出。同一时刻先记金额，再记进出。期初 + 流入 − 流出 = 期末，在任何范围内都成立。
grain: one row per basis and movement
grain_zh: 每种口径与变动一行
needs: deals
subject: pipeline
key: basis, movement
rows: pipeline_movement_list
column basis: text; open: the whole open pipeline; expected_in_period: its part expected to close in the
    period
column movement_order: number; position from opening to ending
column movement: text; opening, created, reopened, transferred_in, pulled_in, increased, decreased,
    pushed_out, transferred_out, won, lost, removed or ending
column deals: count; deals; for increased and decreased, changes
column amount: money; always positive, the movement says the direction
label basis: Basis | 口径
label movement_order: No. | 序号
label movement: Movement | 变动
label deals: Deals | 商机数
label amount: Amount | 金额
about_zh basis: 统计口径：全部在途商机，或其中预计在本期成交的部分
about_zh movement_order: 从期初到期末的排列次序
about_zh movement: 变动类型：期初、新增、重新打开、转入、提前、调增、调减、推迟、转出、赢单、丢单、移除、期末
about_zh deals: 商机数；金额调增、调减按变动次数计
about_zh amount: 变动金额，一律为正数，方向看变动类型
*/
create or replace view pipeline_changes as
with
names as (
    select
        basis,
        unnest(range(1, 14))::integer as movement_order,
        [
            'opening', 'created', 'reopened', 'transferred_in', 'pulled_in', 'increased',
            'decreased', 'pushed_out', 'transferred_out', 'won', 'lost', 'removed', 'ending',
        ][movement_order] as movement,
    from (select unnest(['open', 'expected_in_period']) as basis)
),

movements as (
    select * from pipeline_movements(period_start(), period_end(), least(period_end(), as_of()))
)

select
    n.basis,
    n.movement_order,
    n.movement,
    coalesce(sum(m.deals), 0)::bigint as deals,
    coalesce(sum(m.amount), 0)::decimal(38, 2) as amount,
from names as n
left join movements as m on n.basis = m.basis and n.movement = m.movement
group by n.basis, n.movement_order, n.movement
order by n.basis desc, n.movement_order;
