/*
title: Deals
title_zh: 商机明细
about: The deals in scope that are open at the end of the as-of day, or were created or closed in the period.
about_zh: 范围内在截止日在途，或在期间内新增或结单的商机。
grain: one row per deal
grain_zh: 每个商机一行
needs: deals
subject: lists
filters: region, team, rep, account_size, channel, pipeline, stage, deal_type, account_id
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column account: text; customer
column account_size: text; size class of the customer
column region: text; the deal's own, else its account's, else its rep's
column team: text; the rep's
column rep: text; owner at the end of the as-of day, of a closed deal at the end of its closed day
column pipeline: text; pipeline
column product_line: text; its own, else that of its largest line, else of its product
column channel: text; its own, else its lead's, else its campaign's
column campaign: text; primary campaign
column deal_type: text; new_business, expansion or renewal
column stage: text; stage, of a closed deal the one it was closed from
column outcome: text; open, won or lost
column ending: text; won, lost_to_competitor, no_decision or lost_unspecified; NULL while open
column amount: money; amount in the reporting currency; NULL where none is set
column line_amount: money; amount of its lines in the product lines of the scope; all of it without that filter
column probability: rate; the deal's own, else its stage's
column weighted_amount: money; amount × probability
column landing_amount: money; what it adds to the expected landing: the amount if won, amount × probability if in
    coverage
column forecast_category: text; commit, best_case, pipeline or omitted
column created_date: date; day of creation
column expected_close_date: date; day it is expected to close
column closed_date: date; day of closing; NULL while open
column close_reason: text; why it was won or lost
column reason_group: text; group of that reason in the settings; NULL where it is in none
column lost_to: text; competitor that won it
column days_in_stage: days; of the present visit; NULL once closed or where its beginning is not known
column age_days: days; since creation; NULL once closed
column is_stalled: flag; longer in its stage than the limit; NULL once closed or where no limit is known
column stalled_limit_days: days; after how many days in its stage it counts as stalled; NULL once closed or where
    nothing says
column is_beyond_cycle: flag; older than the usual cycle; NULL once closed or where none is known
column cycle_limit_days: days; the usual cycle of its rep, team or company
column push_count: count; moves of the expected close to a later month
column is_close_date_passed: flag; expected close before the as-of day; NULL once closed
column next_step: text; the next step, as exported
column next_step_date: date; day of the next step
column has_no_next_step: flag; open, and no day is set for a next step; NULL where the data hold none, and on past days
column is_next_step_overdue: flag; open, and the day of its next step has passed; NULL as above
column is_big_and_quiet: flag; open, among the largest fifth and without an activity for quiet_days (settings); NULL
    where none are known
column is_moved_back: flag; open, and its present visit to the stage began by moving back
column days_since_last_activity: days; to the as-of day; NULL where no activity is known
column is_open: flag; open at the end of the as-of day
column is_created_in_period: flag; created in the period
column is_won_in_period: flag; won in the period
column is_lost_in_period: flag; lost in the period
column is_closed_in_period: flag; won or lost in the period
column is_cooling_off: flag; won, and its cooling-off days (settings) not over by the as-of day: not final yet
column is_in_landing: flag; won in the period or counts in coverage
column is_coverable: flag; counts in coverage: open and expected to close in the period, or past due while it runs
column band: text; early, middle or late by probability; NULL once closed, beyond the usual cycle, or without a
    probability
column url: text; link to the CRM
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label account: Account | 客户
label account_size: Account size | 客户规模
label region: Region | 区域
label team: Team | 团队
label rep: Rep | 销售
label pipeline: Pipeline | 销售流程
label product_line: Product line | 产品线
label channel: Channel | 渠道
label campaign: Campaign | 市场活动
label deal_type: Type | 类型
label stage: Stage | 阶段
label outcome: Outcome | 状态
label ending: Ending | 结局
label amount: Amount | 金额
label line_amount: Line amount | 明细金额
label probability: Probability | 赢率
label landing_amount: Landing amount | 计入完成额
label forecast_category: Forecast category | 预测类别
label created_date: Created | 创建日
label expected_close_date: Expected close | 预计成交日
label closed_date: Closed | 结单日
label close_reason: Reason | 原因
label reason_group: Reason group | 原因组
label lost_to: Lost to | 输给
label days_in_stage: Days in stage | 已停留天数
label age_days: Age | 商机年龄
label is_stalled: Stalled | 停滞
label stalled_limit_days: Stalled after | 停滞界限
label is_beyond_cycle: Beyond cycle | 超出周期
label cycle_limit_days: Usual cycle | 通常周期
label push_count: Pushes | 推迟次数
label is_close_date_passed: Past due | 已过预计日
label next_step: Next step | 下一步
label next_step_date: Next step on | 下一步日期
label has_no_next_step: No next step | 没有下一步
label is_next_step_overdue: Next step overdue | 下一步已过期
label is_big_and_quiet: Big and quiet | 金额大且无跟进
label is_moved_back: Moved back | 已退回
label days_since_last_activity: Days since activity | 距上次活动天数
label is_open: Open | 在途
label is_created_in_period: Created in period | 期间新增
label is_won_in_period: Won in period | 期间赢单
label is_lost_in_period: Lost in period | 期间丢单
label is_closed_in_period: Closed in period | 期间结单
label is_cooling_off: Cooling off | 冷静期内
label is_in_landing: In the landing | 计入预计完成
label is_coverable: In coverage | 计入覆盖
label band: Part of the funnel | 漏斗段位
label url: Link | 链接
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh account: 客户名称
about_zh account_size: 客户规模
about_zh region: 依次取商机自身、客户、销售的区域
about_zh team: 负责人所属团队
about_zh rep: 截止日结束时的负责人；已结单的取结单当日结束时的负责人
about_zh pipeline: 销售流程
about_zh product_line: 依次取商机自身、金额最大的明细、产品所属的产品线
about_zh channel: 依次取商机自身、来源线索、市场活动的渠道
about_zh campaign: 商机的主要市场活动
about_zh deal_type: 商机类型：新签、增购或续约
about_zh stage: 所处阶段；已结单的取结单前的阶段
about_zh outcome: 状态：在途、赢单或丢单
about_zh ending: 结局：赢单、输给竞争对手、客户未决策或去向未注明的丢单；在途时为空
about_zh amount: 折算为报表货币的商机金额；未填为空
about_zh line_amount: 所选产品线对应的明细金额；未筛选产品线时为全部金额
about_zh probability: 商机自带的赢率；没有则取所在阶段的赢率
about_zh forecast_category: 预测类别：承诺、最佳情况、在谈或不计
about_zh created_date: 创建日
about_zh expected_close_date: 预计成交日
about_zh closed_date: 结单日；在途时为空
about_zh close_reason: 赢单或丢单的原因
about_zh reason_group: 该原因在设置中所属的组；不属于任何组时为空
about_zh lost_to: 赢走该商机的竞争对手
about_zh days_in_stage: 本次进入该阶段以来的天数；已结单或进入时间不详时为空
about_zh age_days: 创建以来的天数；商机结单后为空
about_zh is_stalled: 在当前阶段停留是否超过上限；已结单或上限不详时为空
about_zh stalled_limit_days: 在所处阶段停留超过多少天算停滞；已结单或没有依据时为空
about_zh is_beyond_cycle: 商机年龄是否已超过通常的成交周期；已结单或周期不详时为空
about_zh cycle_limit_days: 通常的成交周期：优先取本人，其次团队，再次全公司
about_zh push_count: 预计成交日被推到更晚月份的次数
about_zh is_close_date_passed: 预计成交日是否早于截止日；已结单为空
about_zh next_step: 导出数据中的下一步
about_zh next_step_date: 下一步行动的日期
about_zh has_no_next_step: 在途且未设下一步日期；数据中没有下一步、或查看过去日期时为空
about_zh is_next_step_overdue: 在途且下一步的日期已过；空值同上
about_zh is_big_and_quiet: 在途、金额居前五分之一，且超过 quiet_days（设置）天没有活动；数据中没有活动时为空
about_zh is_moved_back: 在途且因退回而进入当前阶段
about_zh days_since_last_activity: 最近一次活动距截止日的天数；没有活动记录时为空
about_zh is_open: 截止日结束时是否在途
about_zh is_created_in_period: 是否在期间内创建
about_zh is_won_in_period: 是否在期间内赢单
about_zh is_lost_in_period: 是否在期间内丢单
about_zh is_closed_in_period: 是否在期间内结单（赢单或丢单）
about_zh is_cooling_off: 已赢单但截至截止日冷静期（设置）未满，尚非最终赢单
about_zh is_in_landing: 期间内赢单，或计入覆盖率
about_zh is_coverable: 是否计入覆盖率：在途且预计本期成交，或期间未结束时已逾期
about_zh band: 按赢率处于漏斗前段、中段或后段；已结单、超出常规周期或没有赢率的为空
about_zh url: 打开 CRM 中的原商机
about_zh weighted_amount: 商机金额 × 赢率
about_zh landing_amount: 计入预计完成额的金额：赢单按商机金额，计入覆盖率的在途商机按金额 × 赢率
*/
create or replace view deal_list as
with
listed as (
    select *
    from period_deals(period_start(), period_end(), as_of())
    where is_open or is_created or is_won or is_lost
),

judged as (
    select
        l.*,
        not l.is_open and l.closed_date = f.closed_at::date as is_final,
        f.deal, f.account, f.campaign, f.ending, f.close_reason, f.lost_to, f.next_step,
        f.next_step_date, f.last_activity_at, f.url,
    from listed as l
    inner join deal_facts as f on l.deal_no = f.deal_no
),

lines as (
    select
        deal_no,
        sum(line_amount)::decimal(18, 2) as line_amount,
    from scoped_lines(period_start(), period_end(), as_of())
    where is_filtered('product_lines')
    group by deal_no
),

last_activities as (
    select
        deal_id,
        max(occurred_at)::date as last_date,
    from activities
    where deal_id is not null
        and occurred_at::date <= as_of()
        and coalesce(outcome, '') <> 'planned'
    group by deal_id
)

select
    d.deal_id, d.deal, d.account, d.account_size, d.region, d.team, d.rep, d.pipeline,
    d.product_line, d.channel, d.campaign, d.deal_type, d.stage, d.outcome,
    ending_of(d.is_final, d.ending, d.outcome) as ending,
    d.amount,
    case when is_filtered('product_lines') then n.line_amount else d.amount end as line_amount,
    case when d.is_open then d.probability end as probability,
    case when d.is_open then (d.amount * d.probability)::decimal(18, 4) end as weighted_amount,
    case
        when d.is_won then d.amount
        when d.is_coverable then (d.amount * d.probability)::decimal(18, 4)
    end as landing_amount,
    case when d.is_open then d.forecast_category end as forecast_category,
    d.created_date, d.expected_close_date, d.closed_date,
    case when d.is_final then d.close_reason end as close_reason,
    case when d.is_final then g.reason_group end as reason_group,
    case when d.is_final then d.lost_to end as lost_to,
    d.days_in_stage,
    coalesce(d.life_days, case when d.is_open then d.age_days end) as age_days,
    case when d.is_open then d.is_stalled end as is_stalled,
    case when d.is_open then d.stalled_limit_days end as stalled_limit_days,
    d.is_beyond_known as is_beyond_cycle,
    case when d.is_open then d.cycle_limit_days end as cycle_limit_days,
    d.push_count,
    case when d.is_open then d.expected_close_date < as_of() end as is_close_date_passed,
    d.next_step,
    d.next_step_date,
    case when d.is_open and knows_next_steps(as_of()) then d.next_step_date is null end
        as has_no_next_step,
    case
        when d.is_open and knows_next_steps(as_of())
            then coalesce(d.next_step_date < as_of(), false)
    end as is_next_step_overdue,
    case when d.is_open and knows_activities() then coalesce(w.is_big_and_quiet, false) end
        as is_big_and_quiet,
    case when d.is_open then coalesce(w.is_moved_back, false) end as is_moved_back,
    as_of() - greatest(
        a.last_date, case when d.last_activity_at::date <= as_of() then d.last_activity_at::date end
    ) as days_since_last_activity,
    d.is_open,
    d.is_created as is_created_in_period,
    d.is_won as is_won_in_period,
    d.is_lost as is_lost_in_period,
    d.is_closed as is_closed_in_period,
    is_cooling_off(d.outcome, d.closed_date, as_of()) as is_cooling_off,
    d.is_won or d.is_coverable as is_in_landing,
    d.is_coverable,
    funnel_band(d.is_open, d.is_beyond_cycle, d.probability) as band,
    d.url,
from judged as d
left join reason_groups as g on d.close_reason = g.reason
left join lines as n on d.deal_no = n.deal_no
left join last_activities as a on d.deal_id = a.deal_id
left join deal_warnings(as_of()) as w on d.deal_no = w.deal_no
order by d.amount desc nulls last, d.deal_id;
