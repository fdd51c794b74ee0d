/*
title: Leads
title_zh: 线索明细
about: The leads in scope that were created or assigned in the period, with what became of them by the as-of day.
about_zh: 期间内创建或分配的线索，以及截至截止日的结果。
grain: one row per lead
grain_zh: 每条线索一行
needs: deals, leads
subject: lists
filters: region, team, rep, channel, campaign_id
column lead_id: text; the CRM's own id of the lead
column company: text; company of the lead
column contact: text; who it is
column region: text; the lead's own, else its rep's
column team: text; the rep's
column rep: text; who it is assigned to
column channel: text; the lead's own
column campaign_id: text; the CRM's own id of the campaign; NULL without one
column campaign: text; campaign
column created_date: date; day of creation, else of the export
column assigned_date: date; day of assignment, else of creation
column qualified_date: date; day of qualification; NULL where it was not by the as-of day
column converted_date: date; day of conversion; NULL where it was not by the as-of day
column is_qualified: flag; qualified by the as-of day
column is_converted: flag; converted by the as-of day
column is_created_in_period: flag; created in the period
column is_assigned_in_period: flag; assigned in the period
label lead_id: Lead id | 线索编号
label company: Company | 公司
label contact: Contact | 联系人
label region: Region | 区域
label team: Team | 团队
label rep: Rep | 销售
label channel: Channel | 渠道
label campaign_id: Campaign id | 活动编号
label campaign: Campaign | 市场活动
label created_date: Created | 创建日
label assigned_date: Assigned | 分配日
label qualified_date: Qualified on | 合格日
label converted_date: Converted on | 转化日
label is_qualified: Qualified | 合格
label is_converted: Converted | 已转化
label is_created_in_period: Created in period | 期间新增
label is_assigned_in_period: Assigned in period | 期间分配
about_zh lead_id: CRM 中的线索编号
about_zh company: 线索的公司
about_zh contact: 线索的联系人
about_zh region: 线索自身的区域，其次销售的
about_zh team: 销售所在团队
about_zh rep: 分配给的销售
about_zh channel: 线索自身的渠道
about_zh campaign_id: CRM 中的市场活动编号；没有活动为空
about_zh campaign: 市场活动名称
about_zh created_date: 创建日期；未知时为导出日
about_zh assigned_date: 分配日期；未知时为创建日
about_zh qualified_date: 认定为合格的日期；截至截止日未认定为空
about_zh converted_date: 转化日期；截至截止日未转化为空
about_zh is_qualified: 截至截止日是否合格
about_zh is_converted: 截至截止日是否已转化
about_zh is_created_in_period: 是否在期间内创建
about_zh is_assigned_in_period: 是否在期间内分配
*/
create or replace view lead_list as
with
flagged as (
    select
        *,
        is_in_flow(created_date, period_start(), period_end(), as_of()) as is_created_in_period,
        is_in_flow(assigned_date, period_start(), period_end(), as_of()) as is_assigned_in_period,
    from scoped_leads(channel, as_of())
)

select
    l.lead_id,
    o.company,
    o.contact,
    l.region,
    l.team,
    l.rep,
    l.channel,
    l.campaign_id,
    c.campaign,
    l.created_date,
    l.assigned_date,
    case when l.is_qualified then l.qualified_date end as qualified_date,
    case when l.is_converted then l.converted_date end as converted_date,
    l.is_qualified,
    l.is_converted,
    l.is_created_in_period,
    l.is_assigned_in_period,
from flagged as l
inner join leads as o on l.lead_id = o.lead_id
left join campaign_facts as c on l.campaign_id = c.campaign_id
where l.is_created_in_period or l.is_assigned_in_period
order by l.assigned_date nulls last, l.created_date, l.lead_id;
