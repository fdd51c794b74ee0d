/*
title: Stays in stages
title_zh: 阶段停留明细
about: The stays that began in the period with a known beginning, observed to the as-of day: the rows behind dwell time.
    Deals without a
    history of stages are left out.
about_zh: 期间内开始且起始日已知的停留，观察至截止日，即停留时长背后的明细。没有阶段历史的商机不计。
grain: one row per stay of a deal in a stage
grain_zh: 每次停留一行
needs: deals, deal_history
subject: lists
filters: region, team, rep, account_size, channel
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column account: text; customer
column account_size: text; size class of the customer
column region: text; the deal's own, else its account's, else its rep's
column team: text; the rep's
column rep: text; owner at the end of the as-of day, of a closed deal at the end of its closed day
column pipeline: text; pipeline of the stage
column product_line: text; the deal's own, else that of its largest line, else of its product
column channel: text; the deal's own, else its lead's, else its campaign's
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage of the stay
column entered_date: date; day on which the stay began
column left_date: date; day on which it ended; NULL while it lasts
column left_to: text; advanced, moved_back, won, lost, moved_pipeline or removed; NULL while it lasts
column observed_days: days; length of the stay, to the as-of day while it lasts
column is_completed: flag; has ended
column is_lasting: flag; still lasts at the end of the as-of day
column is_won: flag; the deal is won at the end of the as-of day
column is_lost: flag; the deal is lost at the end of the as-of day
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
label entered_date: Entered | 进入日
label left_date: Left | 离开日
label left_to: Left to | 去向
label observed_days: Days | 天数
label is_completed: Completed | 已结束
label is_lasting: Still lasting | 仍在阶段
label is_won: Won | 赢单
label is_lost: Lost | 丢单
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh account: 客户名称
about_zh account_size: 客户规模；未填为空
about_zh region: 商机自身的区域，其次客户的，再次销售的
about_zh team: 销售所在团队
about_zh rep: 截止日结束时的负责人；已结商机为结单日的负责人
about_zh pipeline: 阶段所属的销售流程
about_zh product_line: 商机自身的产品线，其次最大一条明细的，再次产品的
about_zh channel: 商机自身的渠道，其次线索的，再次活动的
about_zh stage_order: 阶段的序号；未配置的阶段为空
about_zh stage: 停留的阶段
about_zh entered_date: 停留开始的日期
about_zh left_date: 停留结束的日期；仍在阶段为空
about_zh left_to: 离开后的去向：推进、退回、赢单、丢单、换流程或删除；仍在阶段为空
about_zh observed_days: 停留天数；仍在阶段的计至截止日
about_zh is_completed: 是否已结束
about_zh is_lasting: 截止日结束时是否仍在该阶段
about_zh is_won: 截止日结束时商机是否赢单
about_zh is_lost: 截止日结束时商机是否丢单
*/
create or replace view stage_stay_list as
select
    f.deal_id,
    f.deal,
    f.account,
    s.account_size,
    s.region,
    s.team,
    s.rep,
    s.pipeline,
    s.product_line,
    s.channel,
    s.stage_order,
    s.stage,
    s.entered_date,
    case when s.is_completed then s.left_date end as left_date,
    case when s.is_completed then s.left_to end as left_to,
    s.observed_days,
    s.is_completed,
    not s.is_completed as is_lasting,
    s.is_won,
    s.is_lost,
from scoped_stays(as_of()) as s
inner join deal_facts as f on s.deal_no = f.deal_no
where s.entered_date between period_start() and least(period_end(), as_of()) and s.is_start_known
order by
    s.pipeline, s.stage_order nulls last, s.stage, s.entered_at, f.deal_id, left_date nulls last,
    s.observed_days,
    left_to nulls last;
