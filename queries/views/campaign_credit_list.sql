/*
title: Campaign credits
title_zh: 活动归因明细
about: Which campaign running in the period is credited with what of each deal, by the attribution of the scope, over
    the whole life of
    the campaign up to the as-of day; deals without a campaign beside: the rows behind campaign and channel return.
about_zh: 期间内进行的活动各分得哪些商机，按所选归因方式，活动全程计至截止日；没有活动的商机一并列出。即活动与渠道投入产出背后的明细。
grain: one row per deal and campaign credited; campaign NULL where none is
grain_zh: 每个市场活动与归因商机一行
needs: deals, campaigns
subject: lists
filters: campaign_id, region, team, rep, account_size, pipeline, stage
column campaign_id: text; the CRM's own id of the campaign; NULL without one
column campaign: text; campaign
column channel: text; channel of the campaign; without one that of the deal
column is_costed: flag; the campaign has a cost
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column account: text; customer
column account_size: text; size class of the customer
column region: text; the deal's own, else its account's, else its rep's
column team: text; the rep's
column rep: text; owner at the end of the as-of day, of a closed deal at the end of its closed day
column pipeline: text; pipeline
column stage: text; stage, of a closed deal the one it was closed from
column outcome: text; open, won or lost at the end of the as-of day
column created_date: date; day of creation
column closed_date: date; day of closing; NULL while open
column share: number; part of the deal credited to the campaign, 1 for all of it
column amount: money; amount of the deal in the reporting currency; NULL where none is set
column credited_amount: money; part of the amount; the credits of a deal sum to its amount
column is_won: flag; won at the end of the as-of day
label campaign_id: Campaign id | 活动编号
label campaign: Campaign | 市场活动
label channel: Channel | 渠道
label is_costed: Has a cost | 有成本
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label account: Account | 客户
label account_size: Account size | 客户规模
label region: Region | 区域
label team: Team | 团队
label rep: Rep | 销售
label pipeline: Pipeline | 销售流程
label stage: Stage | 阶段
label outcome: Outcome | 状态
label created_date: Created | 创建日
label closed_date: Closed | 结单日
label share: Share | 份额
label amount: Amount | 金额
label credited_amount: Credited amount | 分得金额
label is_won: Won | 赢单
about_zh campaign_id: CRM 中的市场活动编号；没有活动为空
about_zh campaign: 市场活动名称
about_zh channel: 活动的渠道；没有活动时为商机的渠道
about_zh is_costed: 活动是否有成本
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh account: 客户名称
about_zh account_size: 客户规模；未填为空
about_zh region: 商机自身的区域，其次客户的，再次销售的
about_zh team: 销售所在团队
about_zh rep: 截止日结束时的负责人；已结商机为结单日的负责人
about_zh pipeline: 销售流程
about_zh stage: 所处阶段；已结商机为结单前的阶段
about_zh outcome: 截止日结束时的状态：在途、赢单或丢单
about_zh created_date: 创建日期
about_zh closed_date: 结单日期；在途商机为空
about_zh share: 该活动分得的份额，全部为 1
about_zh amount: 商机金额（报表货币）；未填为空
about_zh credited_amount: 分得的金额；同一商机各活动之和等于商机金额
about_zh is_won: 截止日结束时是否赢单
*/
create or replace view campaign_credit_list as
select
    k.campaign_id,
    c.campaign,
    k.channel,
    coalesce(c.cost > 0, false) as is_costed,
    f.deal_id,
    f.deal,
    f.account,
    k.account_size,
    k.region,
    k.team,
    k.rep,
    k.pipeline,
    k.stage,
    k.outcome,
    k.created_date,
    k.closed_date,
    k.share,
    k.amount,
    k.credited_amount,
    k.is_won,
from campaign_credits(as_of()) as k
inner join deal_facts as f on k.deal_no = f.deal_no
left join scoped_campaigns(period_start(), period_end(), as_of()) as c
    on k.campaign_id = c.campaign_id
where k.campaign_id is null or c.campaign_id is not null
order by k.campaign_id nulls last, k.credited_amount desc nulls last, f.deal_id;
