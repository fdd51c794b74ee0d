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
rows stays: stage_stay_list
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
column stays: count; stays begun in the period with a known beginning
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
label stays: Stays | 停留次数
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
about_zh stays: 期间内开始、且开始时间已知的停留次数
about_zh median_days: 期间内开始的停留的中位天数（Kaplan–Meier 法，未离开的按截至目前计入）
*/
create or replace view funnel_split as
with
parts as (
    select
        m.dimension,
        member_of(m.dimension, d.region, d.team, d.rep, d.product_line, d.account_size, d.channel)
            as name,
        d.pipeline,
        d.stage,
        open_deals(true) as deals,
        open_amount(d.amount, true) as amount,
        weighted_amount(d.amount, d.probability, true) as weighted_amount,
    from scoped_deals(as_of()) as d
    cross join (select unnest(split_dimensions()) as dimension) as m
    where d.is_open
    group by all
    union all by name
    select * from reach_counts(split_dimensions())
    union all by name
    select * from stay_medians(split_dimensions(), period_start(), period_end(), as_of())
)

select
    p.dimension,
    p.name,
    p.pipeline,
    s.stage_order,
    p.stage,
    coalesce(max(p.deals), 0) as deals,
    coalesce(max(p.amount), 0) as amount,
    coalesce(max(p.weighted_amount), 0) as weighted_amount,
    coalesce(max(p.entered), 0) as entered,
    coalesce(max(p.advanced), 0) as advanced,
    coalesce(max(p.lost), 0) as lost,
    coalesce(max(p.entered - p.advanced - p.lost), 0) as pending,
    resolved_conversion(max(p.advanced), max(p.lost)) as resolved_conversion,
    coalesce(max(p.stays), 0) as stays,
    max(p.median_days) as median_days,
from parts as p
left join stages as s on p.pipeline = s.pipeline and p.stage = s.stage
group by p.dimension, p.name, p.pipeline, s.stage_order, p.stage
order by p.dimension, p.name nulls last, p.pipeline, s.stage_order nulls last, p.stage nulls last;
