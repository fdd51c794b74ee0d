/*
title: Channel return
title_zh: 渠道投入产出
about: What the campaigns of each channel that run in the period and have a cost brought, over their whole life up to
    the as-of day.
    What is won without a costed campaign stands beside.
about_zh: 各渠道中期间内进行且有成本的活动带来多少，按活动全程计至截止日。没有成本的活动带来的赢单额单列。
grain: one row per channel with a campaign running in the period, or a deal without a campaign
grain_zh: 每个渠道一行
needs: deals, campaigns
subject: marketing
key: channel
rows campaigns: campaign_roi.is_costed
rows cost: cost of campaign_roi.is_costed
rows leads: campaign_lead_list.is_costed
rows qualified_leads: campaign_lead_list.is_costed and is_qualified
rows deals: share of campaign_credit_list.is_costed
rows deal_amount: credited_amount of campaign_credit_list.is_costed
rows won_deals: share of campaign_credit_list.is_costed and is_won
rows won_amount: credited_amount of campaign_credit_list.is_costed and is_won
rows uncosted_won_amount: credited_amount of campaign_credit_list.not is_costed and is_won
over cost_per_lead: campaign_lead_list.is_costed
over cost_per_deal: campaign_credit_list.is_costed
over pipeline_roi: campaign_credit_list.is_costed
over cost_per_won_deal: campaign_credit_list.is_costed and is_won
over roi: campaign_credit_list.is_costed and is_won
column channel: text; channel of the campaign, without a campaign that of the deal
column campaigns: count; campaigns with a cost
column cost: money; their real cost; NULL where there is none
column leads: count; leads of these campaigns created by the as-of day
column qualified_leads: count; of these, qualified by the as-of day
column deals: number; deals credited to these campaigns, open or closed
column deal_amount: money; their amount as of the as-of day, as far as credited
column won_deals: number; deals credited to these campaigns that are won at the end of the as-of day
column won_amount: money; their amount, as far as credited
column uncosted_won_amount: money; won amount credited to campaigns without a cost, or to no campaign
label channel: Channel | 渠道
label campaigns: Campaigns | 活动数
label cost: Cost | 成本
label leads: Leads | 线索数
label qualified_leads: Qualified leads | 合格线索数
label deals: Deals | 商机数
label deal_amount: Deal amount | 商机金额
label won_deals: Won deals | 赢单数
label won_amount: Won amount | 赢单额
label uncosted_won_amount: Won without cost | 无成本赢单额
about_zh channel: 市场活动所属渠道；没有市场活动时取商机的渠道
about_zh campaigns: 有费用记录的市场活动数
about_zh cost: 这些活动的实际费用合计；没有为空
about_zh leads: 截止日前这些活动带来的线索数
about_zh qualified_leads: 其中截至截止日已确认有效的线索数
about_zh deals: 归因到这些市场活动的商机数，在途与已结单都计
about_zh deal_amount: 截止日的商机金额中归因到该项的部分
about_zh uncosted_won_amount: 归因到无费用记录的活动、或没有活动的赢单额
about_zh won_deals: 归因到这些市场活动、截止日结束时为赢单的商机数
about_zh won_amount: 这些赢单的金额中归因到这些活动的部分
*/
create or replace view channel_roi as
with
marked as (
    select
        *,
        coalesce(cost > 0, false) as is_costed,
    from campaign_results(period_start(), period_end(), as_of())
    where campaign_id is not null or deals > 0
),

summed as (
    select
        channel,
        count(*) filter (where is_costed) as campaigns,
        sum(cost) filter (where is_costed)::decimal(38, 2) as cost,
        sum(case when is_costed then leads when leads is not null then 0 end)::bigint as leads,
        sum(
            case when is_costed then qualified_leads when qualified_leads is not null then 0 end
        )::bigint as qualified_leads,
        coalesce(sum(deals) filter (where is_costed), 0) as deals,
        coalesce(sum(deal_amount) filter (where is_costed), 0) as deal_amount,
        coalesce(sum(won_deals) filter (where is_costed), 0) as won_deals,
        coalesce(sum(won_amount) filter (where is_costed), 0) as won_amount,
        coalesce(sum(won_amount) filter (where not is_costed), 0) as uncosted_won_amount,
    from marked
    group by channel
)

select
    * exclude (uncosted_won_amount),
    cost_per_lead(cost, leads) as cost_per_lead,
    cost_per_deal(cost, deals) as cost_per_deal,
    cost_per_won_deal(cost, won_deals) as cost_per_won_deal,
    pipeline_roi(deal_amount, cost) as pipeline_roi,
    roi(won_amount, cost) as roi,
    uncosted_won_amount,
from summed
order by won_amount desc, channel nulls last;
