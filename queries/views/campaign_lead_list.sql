/*
title: Leads of campaigns
title_zh: 活动线索明细
about: The leads that existed by the as-of day of the campaigns running in the period, and those of no campaign: the
    rows behind the leads
    of campaign and channel return.
about_zh: 期间内进行的活动截至截止日带来的线索，以及没有活动的线索，即活动与渠道投入产出中线索数背后的明细。
grain: one row per lead
grain_zh: 每个市场活动与线索一行
needs: deals, leads
subject: lists
filters: campaign_id, region, team, rep
column campaign_id: text; the CRM's own id of the campaign; NULL without one
column campaign: text; campaign
column channel: text; channel of the campaign; without one the lead's own
column is_costed: flag; the campaign has a cost
column lead_id: text; the CRM's own id of the lead
column company: text; company of the lead
column contact: text; who it is
column region: text; the lead's own, else its rep's
column team: text; the rep's
column rep: text; who it is assigned to
column created_date: date; day of creation, else of the export
column qualified_date: date; day of qualification; NULL where it was not by the as-of day
column converted_date: date; day of conversion; NULL where it was not by the as-of day
column is_qualified: flag; qualified by the as-of day
column is_converted: flag; converted by the as-of day
label campaign_id: Campaign id | 活动编号
label campaign: Campaign | 市场活动
label channel: Channel | 渠道
label is_costed: Has a cost | 有成本
label lead_id: Lead id | 线索编号
label company: Company | 公司
label contact: Contact | 联系人
label region: Region | 区域
label team: Team | 团队
label rep: Rep | 销售
label created_date: Created | 创建日
label qualified_date: Qualified on | 合格日
label converted_date: Converted on | 转化日
label is_qualified: Qualified | 合格
label is_converted: Converted | 已转化
about_zh campaign_id: CRM 中的市场活动编号；没有活动为空
about_zh campaign: 市场活动名称
about_zh channel: 活动的渠道；没有活动时为线索的渠道
about_zh is_costed: 活动是否有成本
about_zh lead_id: CRM 中的线索编号
about_zh company: 线索的公司
about_zh contact: 线索的联系人
about_zh region: 线索自身的区域，其次销售的
about_zh team: 销售所在团队
about_zh rep: 分配给的销售
about_zh created_date: 创建日期；未知时为导出日
about_zh qualified_date: 认定为合格的日期；截至截止日未认定为空
about_zh converted_date: 转化日期；截至截止日未转化为空
about_zh is_qualified: 截至截止日是否合格
about_zh is_converted: 截至截止日是否已转化
*/
create or replace view campaign_lead_list as
select
    l.campaign_id,
    c.campaign,
    l.campaign_channel as channel,
    coalesce(c.cost > 0, false) as is_costed,
    l.lead_id,
    o.company,
    o.contact,
    l.region,
    l.team,
    l.rep,
    l.created_date,
    case when l.is_qualified then l.qualified_date end as qualified_date,
    case when l.is_converted then l.converted_date end as converted_date,
    l.is_qualified,
    l.is_converted,
from scoped_leads(campaign_channel, as_of()) as l
inner join leads as o on l.lead_id = o.lead_id
left join scoped_campaigns(period_start(), period_end(), as_of()) as c
    on l.campaign_id = c.campaign_id
where l.campaign_id is null or c.campaign_id is not null
order by l.campaign_id nulls last, l.created_date, l.lead_id;
