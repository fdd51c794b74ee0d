/*
title: Campaign return
title_zh: 活动投入产出
about: What the campaigns running in the period cost and brought, over their whole life up to the as-of day. Deals are
    credited by the
        attribution of the scope among the touches before they were created; under even shares counts are fractions.
    Filters of channels
    and campaigns act on the campaign, not on the deals credited to it.
about_zh: 期间内进行的活动花了多少、带来多少，按活动全程计至截止日。商机按所选归因方式计入创建之前的触点；平均分摊时数量可为小数。渠道和活动的筛选作用于活动本身。
grain: one row per campaign; deals and leads without a campaign are the row NULL
grain_zh: 期间内进行中的每个市场活动一行
needs: deals, campaigns
subject: marketing
key: campaign_id
rows cost: none (a fact of the campaign)
rows leads: campaign_lead_list
rows qualified_leads: campaign_lead_list.is_qualified
rows deals: share of campaign_credit_list
rows deal_amount: credited_amount of campaign_credit_list
rows won_deals: share of campaign_credit_list.is_won
rows won_amount: credited_amount of campaign_credit_list.is_won
column campaign_id: text; the CRM's own id
column campaign: text; campaign
column channel: text; channel of the campaign
column kind: text; forum, roadshow, seminar, outing, partner event, appreciation or the CRM's own
column cost: money; real cost; NULL where not known
column is_costed: flag; the campaign has a cost
column leads: count; leads of the campaign created by the as-of day
column qualified_leads: count; of these, qualified by the as-of day
column deals: number; deals credited, open or closed
column deal_amount: money; their amount as of the as-of day, as far as credited
column won_deals: number; deals credited that are won at the end of the as-of day
column won_amount: money; their amount, as far as credited
label campaign_id: Campaign id | 活动编号
label campaign: Campaign | 市场活动
label channel: Channel | 渠道
label kind: Kind | 类型
label cost: Cost | 成本
label is_costed: Has a cost | 有成本
label leads: Leads | 线索数
label qualified_leads: Qualified leads | 合格线索数
label deals: Deals | 商机数
label deal_amount: Deal amount | 商机金额
label won_deals: Won deals | 赢单数
label won_amount: Won amount | 赢单额
about_zh campaign_id: CRM 中的市场活动编号
about_zh campaign: 市场活动名称
about_zh channel: 市场活动所属渠道
about_zh kind: 活动形式，如论坛、路演、研讨会、外出活动、伙伴活动、答谢会，或 CRM 中自定义的形式
about_zh cost: 实际费用；不详为空
about_zh is_costed: 活动是否有成本
about_zh leads: 截止日前该活动带来的线索数
about_zh qualified_leads: 其中截至截止日已确认有效的线索数
about_zh deals: 归因到该项的商机数，在途与已结单都计
about_zh deal_amount: 截止日的商机金额中归因到该项的部分
about_zh won_deals: 归因到该活动、截止日结束时为赢单的商机数
about_zh won_amount: 这些赢单的金额中归因到该活动的部分
*/
create or replace view campaign_roi as
with
summed as (
    select
        campaign_id,
        campaign,
        case when campaign_id is not null then channel end as channel,
        kind,
        cost,
        coalesce(cost > 0, false) as is_costed,
        sum(leads)::bigint as leads,
        sum(qualified_leads)::bigint as qualified_leads,
        sum(deals) as deals,
        sum(deal_amount) as deal_amount,
        sum(won_deals) as won_deals,
        sum(won_amount) as won_amount,
    from campaign_results(period_start(), period_end(), as_of())
    group by all
)

select
    *,
    cost_per_lead(cost, leads) as cost_per_lead,
    cost_per_deal(cost, deals) as cost_per_deal,
    cost_per_won_deal(cost, won_deals) as cost_per_won_deal,
    pipeline_roi(deal_amount, cost) as pipeline_roi,
    roi(won_amount, cost) as roi,
from summed
order by won_amount desc, campaign_id nulls last;
