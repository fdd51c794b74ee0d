/*
title: Reasons of wins and losses
title_zh: 赢丢单原因
about: Why the deals closed in the period were won, lost to a competitor, or not bought at all, by the stage they were
    closed from.
    Reasons are grouped by the settings (reason_groups).
about_zh: 期间内结单的商机为何赢单、输给竞争对手或客户未购买，按结单时所处阶段。原因分组由设置（reason_groups）决定。
grain: one row per ending, reason group, reason, competitor and stage
grain_zh: 每种结局、原因组、原因、对手与阶段一行
needs: deals
subject: results
key: ending, reason as close_reason, lost_to, stage
rows deals: is_closed_in_period
rows amount: is_closed_in_period
over share: is_closed_in_period
column ending: text; won, lost_to_competitor, no_decision or lost_unspecified
column reason_group: text; brand, price, skill, relationship, product_knowledge, no_decision, or as the settings name
    it; NULL where the reason is in none, or there is none
column reason: text; as the CRM says it; NULL where none was given
column lost_to: text; competitor that won it; NULL where none is named
column stage: text; stage it was closed from; NULL where no history says
column deals: count; closed deals
column amount: money; their amount
column share: rate; deals / all deals of the period with the same ending
label ending: Ending | 结局
label reason_group: Reason group | 原因组
label reason: Reason | 原因
label lost_to: Lost to | 输给
label stage: Stage | 阶段
label deals: Deals | 商机数
label amount: Amount | 金额
label share: Share | 占比
about_zh ending: 结局：赢单、输给竞争对手、客户未购买、去向未注明的丢单
about_zh reason_group: 原因组：品牌、价格、能力、关系、产品知识、未决策，或设置中的名称；原因不属于任何组或没有原因时为空
about_zh reason: CRM 中的原因；未填时为空
about_zh lost_to: 赢得该单的竞争对手；未填时为空
about_zh stage: 结单时所处阶段；没有历史时为空
about_zh deals: 结单商机数
about_zh amount: 其金额
about_zh share: 占期间内同类结局商机数的比例
*/
create or replace view win_loss_reasons as
with
closed as (
    select
        ending,
        reason,
        lost_to,
        stage,
        amount,
    from closed_deals(period_start(), period_end(), as_of())
),

counted as (
    select
        ending,
        reason,
        lost_to,
        stage,
        count(*) as deals,
        coalesce(sum(amount), 0)::decimal(38, 2) as amount,
    from closed
    group by ending, reason, lost_to, stage
)

select
    c.ending,
    g.reason_group,
    c.reason,
    c.lost_to,
    c.stage,
    c.deals,
    c.amount,
    share_of_ending(c.deals, sum(c.deals) over (partition by c.ending)) as share,
from counted as c
left join reason_groups as g on c.reason = g.reason
order by
    c.ending = 'won',
    c.amount desc nulls last, c.deals desc, c.ending,
    g.reason_group nulls last, c.reason nulls last, c.lost_to nulls last, c.stage nulls last;
