/*
title: Ways into and out of stages
title_zh: 阶段进出明细
about: The steps behind stage flow: every entry into a stage and every departure from one in the period. A move inside
    the reader's scope is
    two rows, the departure and the entry. Region and rep are those of the deal while it stood there.
about_zh: 阶段流转背后的逐笔进出：期间内每次进入和每次离开。所选范围内的换阶段记两行：一出一进。区域和销售取商机在该阶段时的。
grain: one row per step and stage entered or left
grain_zh: 每次进入或离开一行
needs: deals, deal_history
subject: lists
column movement: text; the column of stage flow that counts it
column on_date: date; day of the step
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column account: text; customer
column account_size: text; size class of the customer
column region: text; region of the deal while it stood in the stage
column team: text; the rep's
column rep: text; owner while it stood in the stage
column pipeline: text; pipeline of the stage
column product_line: text; the deal's own, else that of its largest line, else of its product
column channel: text; the deal's own, else its lead's, else its campaign's
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage entered or left; NULL where the history does not say which
column other_stage: text; where the deal came from or went to; NULL where that is no stage
column amount: money; amount of the deal from the step on; NULL where none is set
label movement: Movement | 变动
label on_date: Day | 日期
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label account: Account | 客户
label account_size: Account size | 客户规模
label region: Region | 区域
label team: Team | 团队
label rep: Rep | 销售
label pipeline: Pipeline | 销售流程
label product_line: Product line | 产品线
label channel: Channel | 渠道
label stage_order: No. | 序号
label stage: Stage | 阶段
label other_stage: From or to | 来自或去往
label amount: Amount | 金额
about_zh movement: 计入阶段流转的哪一列
about_zh on_date: 进出日期
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh account: 客户名称
about_zh account_size: 客户规模；未填为空
about_zh region: 商机在该阶段时的区域
about_zh team: 销售所在团队
about_zh rep: 商机在该阶段时的负责人
about_zh pipeline: 阶段所属的销售流程
about_zh product_line: 商机自身的产品线，其次最大一条明细的，再次产品的
about_zh channel: 商机自身的渠道，其次线索的，再次活动的
about_zh stage_order: 阶段的序号；未配置的阶段为空
about_zh stage: 进入或离开的阶段；历史中看不出时为空
about_zh other_stage: 从哪个阶段来或到哪个阶段去；不是阶段时为空
about_zh amount: 此后的商机金额（报表货币）；未填为空
*/
create or replace view stage_flow_list as
with
steps as (
    select * from scoped_steps(period_start(), least(period_end(), as_of()))
),

sides as (
    select
        way_into(was_in, is_in, way) as movement,
        on_date,
        deal_no,
        step_no,
        region,
        team,
        rep,
        pipeline,
        stage,
        case when was_outcome = 'open' then was_stage end as other_stage,
        amount,
    from steps
    where movement is not null and is_chosen('stages', stage)
    union all
    select
        way_out(was_in, is_in, way) as movement,
        on_date,
        deal_no,
        step_no,
        was_region,
        was_team,
        was_rep,
        was_pipeline,
        was_stage,
        case when outcome = 'open' then stage end,
        amount,
    from steps
    where movement is not null and is_chosen('stages', was_stage)
)

select
    m.movement,
    m.on_date,
    f.deal_id,
    f.deal,
    f.account,
    f.account_size,
    m.region,
    m.team,
    m.rep,
    m.pipeline,
    f.product_line,
    f.channel,
    s.stage_order,
    m.stage,
    m.other_stage,
    m.amount,
from sides as m
inner join deal_facts as f on m.deal_no = f.deal_no
left join stages as s on m.pipeline = s.pipeline and m.stage = s.stage
order by m.on_date, f.deal_id, m.step_no, m.movement;
