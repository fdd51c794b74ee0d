/*
title: Pipeline movement list
title_zh: 管道变动全部明细
about: Everything behind pipeline_changes: the deals that stood in the pipeline at the opening and at the ending, and
    the events between.
    The sum of amount per basis and movement is that view's.
about_zh: 管道变动背后的全部明细：期初和期末在管道中的商机，以及其间的逐笔事件。按口径和变动汇总即为管道变动。
grain: one row per basis, deal standing at the opening or ending, or event and movement
grain_zh: 每种口径、变动与商机一行
needs: deals
subject: lists
column basis: text; open or expected_in_period
column movement: text; as in pipeline_changes
column on_date: date; day of the event; of the opening the day before the period, of the ending its last day
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column account: text; customer
column region: text; region from then on
column rep: text; owner from then on
column stage: text; stage from then on
column amount: money; always positive
label basis: Basis | 口径
label movement: Movement | 变动
label on_date: Day | 日期
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label account: Account | 客户
label region: Region | 区域
label rep: Rep | 销售
label stage: Stage | 阶段
label amount: Amount | 金额
about_zh basis: 口径：全部在途，或预计本期成交
about_zh movement: 变动类型，与管道变动一致
about_zh on_date: 事件日期；期初为期间前一天，期末为最后一天
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh account: 客户名称
about_zh region: 此后的区域
about_zh rep: 此后的负责人
about_zh stage: 此后的阶段
about_zh amount: 始终为正
*/
create or replace view pipeline_movement_list as
with
standing as (
    select
        *,
        unnest(case when is_due then ['open', 'expected_in_period'] else ['open'] end) as basis,
    from pipeline_states(period_start(), period_end(), least(period_end(), as_of()))
    where is_open
),

listed as (
    select
        basis,
        'opening' as movement,
        least(period_start() - 1, as_of()) as on_date,
        * exclude (basis),
    from standing
    where not is_change
    union all
    select
        basis,
        'ending' as movement,
        least(period_end(), as_of()) as on_date,
        * exclude (basis),
    from standing
    where is_last
)

select
    basis,
    movement,
    on_date,
    deal_id,
    deal,
    account,
    region,
    rep,
    stage,
    amount,
from pipeline_change_list
union all
select
    s.basis,
    s.movement,
    s.on_date,
    s.deal_id,
    f.deal,
    f.account,
    s.region,
    s.rep,
    s.stage,
    s.amount,
from listed as s
inner join deal_facts as f on s.deal_no = f.deal_no
order by basis desc, on_date, deal_id, movement, amount;
