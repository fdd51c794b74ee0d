/*
title: Funnel split
title_zh: 漏斗对比
about: Width, conversion and dwell side by side per member of a dimension. Read one dimension at a time: every
    deal is in each of them once. Stages in which a member has nothing are left out.
about_zh: 按某一维度的成员对比宽度、转化和停留。一次只看一个维度：每个商机在每个维度中各计一次。成员没有商机的阶段不列。
grain: one row per dimension, member, pipeline and open stage
grain_zh: 每个维度成员、销售流程与阶段一行
needs: deals
subject: stages
key: dimension, name, pipeline, stage
rows deals: is_open
rows amount: is_open
rows entered: stage_deal_list
rows advanced: stage_deal_list.is_advanced
rows lost: stage_deal_list.is_lost
rows pending: stage_deal_list.is_pending
over median_days: stage_stay_list
column dimension: text; region, team, rep, product_line, account_size or channel
column name: text; member; NULL where the deal has none
column pipeline: text; pipeline
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage; NULL where the history does not say where a deal stood
column deals: count; deals standing in the stage
column amount: money; their amount
column entered: count; deals that first entered the stage in the period
column advanced: count; of these, reached a later stage or won
column lost: count; of these, lost without advancing
column pending: count; of these, neither yet
column median_days: days; Kaplan-Meier median of the stays begun in the period
label dimension: Dimension | 维度
label name: Name | 名称
label pipeline: Pipeline | 销售流程
label stage_order: No. | 序号
label stage: Stage | 阶段
label deals: Deals | 商机数
label amount: Amount | 金额
label entered: Entered | 进入
label advanced: Advanced | 已推进
label lost: Lost there | 在此丢单
label pending: Pending | 待定
label median_days: Median days | 停留中位数
about_zh dimension: 拆分维度：区域、团队、销售、产品线、客户规模或渠道
about_zh name: 该维度的成员；商机未填时为空
about_zh pipeline: 销售流程
about_zh stage_order: 阶段次序；未配置的阶段为空
about_zh stage: 阶段；历史中看不出所处阶段时为空
about_zh deals: 停留在该阶段的商机数
about_zh amount: 这些商机的金额合计
about_zh entered: 期间内首次进入该阶段的商机数
about_zh advanced: 其中已到达后续阶段或赢单的商机数
about_zh lost: 其中未推进就丢单的商机数
about_zh pending: 其中尚无结果的商机数
about_zh median_days: 期间内开始的停留的中位天数（Kaplan–Meier 法，未离开的按截至目前计入）
*/
create or replace view funnel_split as
with
members as (
    select * from funnel_split_by('region', region)
    union all
    select * from funnel_split_by('team', team)
    union all
    select * from funnel_split_by('rep', rep)
    union all
    select * from funnel_split_by('product_line', product_line)
    union all
    select * from funnel_split_by('account_size', account_size)
    union all
    select * from funnel_split_by('channel', channel)
)

select *
from members
order by dimension, name nulls last, pipeline, stage_order nulls last, stage nulls last;
