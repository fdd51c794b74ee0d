/*
title: Wins and losses by reason, competitor and stage
title_zh: 赢丢单对比
about: What became of the deals closed in the period, with the three endings apart, per reason group, reason, competitor
    and stage they were
    closed from. Read one dimension at a time: every closed deal is in each of them once.
about_zh: 期间内结单商机的结局，三种结局分开，按原因组、原因、竞争对手和结单时所处阶段。每次只看一个维度：每个结单商机在各维度中各计一次。
grain: one row per dimension and member with a deal closed in the period
grain_zh: 每个维度成员一行
needs: deals
subject: results
key: dimension, name
rows deals: is_closed_in_period
rows amount: is_closed_in_period
rows won_deals: is_closed_in_period and ending = won
rows won_amount: is_closed_in_period and ending = won
rows competitor_deals: is_closed_in_period and ending = lost_to_competitor
rows competitor_amount: is_closed_in_period and ending = lost_to_competitor
rows no_decision_deals: is_closed_in_period and ending = no_decision
rows no_decision_amount: is_closed_in_period and ending = no_decision
rows unspecified_deals: is_closed_in_period and ending = lost_unspecified
rows unspecified_amount: is_closed_in_period and ending = lost_unspecified
column dimension: text; reason_group, close_reason, lost_to or stage
column name: text; the member; NULL where none is given
column deals: count; closed deals
column amount: money; their amount
column competitor_deals: count; closed deals: lost to a competitor
column competitor_amount: money; their amount
column no_decision_deals: count; closed deals: customer did not buy
column no_decision_amount: money; their amount
column unspecified_deals: count; closed deals: lost, neither a competitor nor no decision on record
column unspecified_amount: money; their amount
label dimension: Dimension | 维度
label name: Name | 名称
label deals: Closed deals | 结单数
label amount: Closed amount | 结单金额
label competitor_deals: Lost to a competitor | 输给竞争对手
label competitor_amount: Lost to a competitor, amount | 输给竞争对手金额
label no_decision_deals: Customer did not buy | 客户未购买
label no_decision_amount: Customer did not buy, amount | 客户未购买金额
label unspecified_deals: Lost, to whom unknown | 丢单去向未注明
label unspecified_amount: Lost, to whom unknown, amount | 丢单去向未注明金额
about_zh dimension: 维度：原因组、原因、竞争对手或阶段
about_zh name: 成员；未填时为空
about_zh deals: 期间内结单的商机数
about_zh amount: 其金额
about_zh competitor_deals: 期间内结单：输给竞争对手的商机数
about_zh competitor_amount: 其金额
about_zh no_decision_deals: 期间内结单：客户未购买的商机数
about_zh no_decision_amount: 其金额
about_zh unspecified_deals: 期间内结单：丢单，去向未注明的商机数
about_zh unspecified_amount: 其金额
*/
create or replace view win_loss_split as
with
members as (
    select * from win_loss_by('reason_group', reason_group)
    union all
    select * from win_loss_by('close_reason', reason)
    union all
    select * from win_loss_by('lost_to', lost_to)
    union all
    select * from win_loss_by('stage', stage)
)

select *
from members
order by dimension, amount desc, name nulls last;
