/*
title: Deals that entered a stage
title_zh: 进入阶段的商机
about: The deals that first entered each stage in the period, by the counting rule, with what became of them by the
    as-of day: the rows
    behind stage conversion. Deals without a history of stages are left out.
about_zh: 期间内按计数口径首次进入各阶段的商机，以及截至截止日的结果，即阶段转化背后的明细。没有阶段历史的商机不计。
grain: one row per deal and stage entered
grain_zh: 每个阶段与首次进入的商机一行
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
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage entered
column entered_date: date; day on which it counts as having entered
column advanced_date: date; day on which it reached a later stage or was won; NULL where it has not by the as-of day
column outcome: text; open, won or lost at the end of the as-of day
column closed_date: date; day of closing; NULL while open
column amount: money; amount of the deal in the reporting currency; NULL where none is set
column is_advanced: flag; reached a later stage or won, whatever came after
column is_lost: flag; lost without advancing
column is_pending: flag; neither yet
column is_won: flag; won at the end of the as-of day
column is_closed: flag; won or lost at the end of the as-of day
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
label stage: Stage entered | 进入的阶段
label entered_date: Entered | 进入日
label advanced_date: Advanced on | 推进日
label outcome: Outcome | 状态
label closed_date: Closed | 结单日
label amount: Amount | 金额
label is_advanced: Advanced | 已推进
label is_lost: Lost there | 在此丢单
label is_pending: Pending | 待定
label is_won: Won | 赢单
label is_closed: Closed by then | 已结单
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
about_zh stage_order: 阶段的序号；未配置的阶段为空
about_zh stage: 进入的阶段
about_zh entered_date: 按计数口径进入该阶段的日期
about_zh advanced_date: 推进到后续阶段或赢单的日期；截至截止日未推进为空
about_zh outcome: 截止日结束时的状态：在途、赢单或丢单
about_zh closed_date: 结单日期；在途商机为空
about_zh amount: 商机金额（报表货币）；未填为空
about_zh is_advanced: 是否已推进到后续阶段或赢单，不论之后如何
about_zh is_lost: 是否未推进即丢单
about_zh is_pending: 是否既未推进也未丢单
about_zh is_won: 截止日结束时是否赢单
about_zh is_closed: 截止日结束时是否已结单
*/
create or replace view stage_deal_list as
select
    f.deal_id,
    f.deal,
    f.account,
    r.account_size,
    r.region,
    r.team,
    r.rep,
    r.pipeline,
    r.product_line,
    r.channel,
    r.stage_order,
    r.stage,
    r.counted_date as entered_date,
    case when r.is_advanced then r.advanced_date end as advanced_date,
    d.outcome,
    d.closed_date,
    d.amount,
    r.is_advanced,
    r.is_lost and not r.is_advanced as is_lost,
    not r.is_lost and not r.is_advanced as is_pending,
    r.is_won,
    r.is_won or r.is_lost as is_closed,
from scoped_reaches(as_of()) as r
inner join deal_facts as f on r.deal_no = f.deal_no
left join deals_at(as_of()) as d on r.deal_no = d.deal_no
where r.counted_date between period_start() and least(period_end(), as_of())
order by r.pipeline, r.stage_order nulls last, r.stage, entered_date, f.deal_id;
