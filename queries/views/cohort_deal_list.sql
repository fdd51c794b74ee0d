/*
title: Deals of a cohort
title_zh: 同期商机明细
about: The deals created in the period with what each has come to by the as-of day, milestone by milestone: the rows
    behind the progress of
    cohorts. Deals without a history of stages are left out.
about_zh: 期间内新建的商机，逐项列出截至截止日走到了哪里，即同期商机进展背后的明细。没有阶段历史的商机不计。
grain: one row per deal and stage, winning and losing, reached or not
grain_zh: 每个商机与每个阶段、赢单、丢单一行，无论是否到达
needs: deals, deal_history
subject: lists
filters: region, team, rep, account_size, channel, pipeline
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column account: text; customer
column account_size: text; size class of the customer
column region: text; the deal's own, else its account's, else its rep's
column team: text; the rep's
column rep: text; owner at the end of the as-of day, of a closed deal at the end of its closed day
column pipeline: text; pipeline
column product_line: text; the deal's own, else that of its largest line, else of its product
column channel: text; the deal's own, else its lead's, else its campaign's
column created_date: date; day of creation
column milestone: text; stage, won or lost
column stage_order: number; position of the stage; NULL for winning and losing
column stage: text; stage; NULL for winning and losing
column reached_date: date; day on which the deal came to it by the counting rule; NULL where it has not
column outcome: text; open, won or lost at the end of the as-of day
column closed_date: date; day of closing; NULL while open
column amount: money; amount of the deal in the reporting currency; NULL where none is set
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
label created_date: Created | 创建日
label milestone: Came to | 进展
label stage_order: No. | 序号
label stage: Stage | 阶段
label reached_date: Reached | 到达日
label outcome: Outcome | 状态
label closed_date: Closed | 结单日
label amount: Amount | 金额
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh account: 客户名称
about_zh account_size: 客户规模；未填为空
about_zh region: 商机自身的区域，其次客户的，再次销售的
about_zh team: 销售所在团队
about_zh rep: 截止日结束时的负责人；已结商机为结单日的负责人
about_zh pipeline: 销售流程
about_zh product_line: 商机自身的产品线，其次最大一条明细的，再次产品的
about_zh channel: 商机自身的渠道，其次线索的，再次活动的
about_zh created_date: 创建日期
about_zh milestone: 阶段、赢单或丢单
about_zh stage_order: 阶段的序号；赢单和丢单为空
about_zh stage: 阶段；赢单和丢单为空
about_zh reached_date: 按计数口径走到此处的日期；尚未走到为空
about_zh outcome: 截止日结束时的状态：在途、赢单或丢单
about_zh closed_date: 结单日期；在途商机为空
about_zh amount: 商机金额（报表货币）；未填为空
*/
create or replace view cohort_deal_list as
with
milestones as (
    select
        pipeline,
        'stage' as milestone,
        stage_order,
        stage,
    from stages
    where kind = 'open' and stage_order is not null
    union all
    select distinct
        pipeline,
        unnest(['won', 'lost']),
        null,
        null,
    from stages
)

select
    f.deal_id,
    f.deal,
    f.account,
    c.account_size,
    c.region,
    c.team,
    c.rep,
    c.pipeline,
    c.product_line,
    c.channel,
    c.created_date,
    m.milestone,
    m.stage_order,
    m.stage,
    r.reached_date,
    c.outcome,
    c.closed_date,
    c.amount,
from cohort_deals(as_of()) as c
inner join milestones as m on c.pipeline = m.pipeline
inner join deal_facts as f on c.deal_no = f.deal_no
left join cohort_reaches(as_of()) as r
    on c.deal_no = r.deal_no and m.milestone = r.milestone and m.stage is not distinct from r.stage
order by
    c.created_date, f.deal_id, m.milestone = 'lost', m.milestone = 'won', m.stage_order nulls last,
    m.stage;
