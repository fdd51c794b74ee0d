/*
title: Campaign results by account size
title_zh: 活动成效（按客户规模）
about: What the campaigns running in the period brought from accounts of each size, over their whole life up to the
    as-of day, by the
    attribution of the scope; under even shares counts are fractions.
about_zh: 期间内进行的活动从各规模客户带来的业绩，按活动全程计至截止日，归因方式随所选。
grain: one row per campaign and account size with a deal; deals without a campaign are the campaign NULL
grain_zh: 每个市场活动与客户规模一行
needs: deals, campaigns
subject: marketing
key: campaign_id, account_size
rows deals: share of campaign_credit_list
rows deal_amount: credited_amount of campaign_credit_list
rows won_deals: share of campaign_credit_list.is_won
rows won_amount: credited_amount of campaign_credit_list.is_won
column campaign_id: text; the CRM's own id
column campaign: text; campaign
column account_size: text; size class of the customer; NULL where none is set
column deals: number; deals credited, open or closed
column deal_amount: money; their amount as of the as-of day, as far as credited
column won_deals: number; deals credited that are won at the end of the as-of day
column won_amount: money; their amount, as far as credited
label campaign_id: Campaign id | 活动编号
label campaign: Campaign | 市场活动
label account_size: Account size | 客户规模
label deals: Deals | 商机数
label deal_amount: Deal amount | 商机金额
label won_deals: Won deals | 赢单数
label won_amount: Won amount | 赢单额
about_zh campaign_id: CRM 中的市场活动编号
about_zh campaign: 市场活动名称
about_zh account_size: 客户规模；未填为空
about_zh deals: 归因到该项的商机数，在途与已结单都计
about_zh deal_amount: 截止日的商机金额中归因到该项的部分
about_zh won_deals: 归因到该活动、截止日结束时为赢单的商机数
about_zh won_amount: 这些赢单的金额中归因到该活动的部分
*/
create or replace view campaign_size_results as
with
summed as (
    select
        campaign_id,
        account_size,
        sum(share) as deals,
        coalesce(sum(credited_amount), 0) as deal_amount,
        coalesce(sum(share) filter (where is_won), 0) as won_deals,
        won_amount(credited_amount, is_won) as won_amount,
    from campaign_credits(as_of())
    group by campaign_id, account_size
)

select
    s.campaign_id,
    c.campaign,
    s.account_size,
    s.deals,
    s.deal_amount,
    s.won_deals,
    s.won_amount,
from summed as s
left join scoped_campaigns(period_start(), period_end(), as_of()) as c
    on s.campaign_id = c.campaign_id
where s.campaign_id is null or c.campaign_id is not null
order by s.campaign_id nulls last, s.account_size nulls last;
