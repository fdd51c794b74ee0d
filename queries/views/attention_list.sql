/*
title: Deals that need attention
title_zh: 待处理商机
about: The open deals in scope with at least one warning, the most money at risk first: one list to work from.
about_zh: 范围内至少有一项预警的在途商机，风险金额大的在前：一张可以照着处理的清单。
grain: one row per open deal with a warning
grain_zh: 每个有预警的在途商机一行
needs: deals
subject: lists
filters: region, team, rep, account_size, channel, pipeline, stage, deal_type, account_id
column deal_id: text; the CRM's own id
column deal: text; what the deal is called
column account: text; customer
column account_size: text; size class of the customer
column region: text; the deal's own, else its account's, else its rep's
column team: text; the rep's
column rep: text; owner at the end of the as-of day
column pipeline: text; pipeline
column stage: text; stage
column amount: money; amount in the reporting currency; NULL where none is set
column expected_close_date: date; day it is expected to close
column days_in_stage: days; of the present visit; NULL where its beginning is not known
column age_days: days; since creation
column push_count: count; moves of the expected close to a later month
column next_step: text; what happens next, as exported
column next_step_date: date; day of the next step
column is_stalled: flag; longer in its stage than the limit
column is_beyond_cycle: flag; older than the usual cycle of its rep, team or company
column is_close_date_passed: flag; expected close before the as-of day
column has_no_next_step: flag; no day is set for a next step; NULL where the data hold none, and on past days
column is_next_step_overdue: flag; the day of its next step has passed; NULL where the data hold none, and on past days
column is_big_and_quiet: flag; among the largest fifth of all open deals, without an activity for quiet_days (settings);
    NULL where the data hold no activities
column is_moved_back: flag; its present visit to the stage began by moving back
column warnings: count; how many of these hold
column url: text; link to the CRM
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label account: Account | 客户
label account_size: Account size | 客户规模
label region: Region | 区域
label team: Team | 团队
label rep: Rep | 销售
label pipeline: Pipeline | 销售流程
label stage: Stage | 阶段
label amount: Amount | 金额
label expected_close_date: Expected close | 预计成交日
label days_in_stage: Days in stage | 停留天数
label age_days: Age | 存续天数
label push_count: Pushes | 推迟次数
label next_step: Next step | 下一步
label next_step_date: Next step on | 下一步日期
label is_stalled: Stalled | 停滞
label is_beyond_cycle: Beyond cycle | 超出周期
label is_close_date_passed: Close date passed | 预计成交日已过
label has_no_next_step: No next step | 没有下一步
label is_next_step_overdue: Next step overdue | 下一步已过期
label is_big_and_quiet: Big and quiet | 金额大且无跟进
label is_moved_back: Moved back | 已退回
label warnings: Warnings | 预警数
label url: Link | 链接
about_zh deal_id: CRM 中的商机编号
about_zh deal: 商机名称
about_zh account: 客户名称
about_zh account_size: 客户规模；未填为空
about_zh region: 商机自身的区域，其次客户的，再次销售的
about_zh team: 销售所在团队
about_zh rep: 截止日结束时的负责人
about_zh pipeline: 销售流程
about_zh stage: 阶段
about_zh amount: 商机金额（报表货币）；未填为空
about_zh expected_close_date: 预计成交的日期
about_zh days_in_stage: 在当前阶段停留的天数；起始未知为空
about_zh age_days: 自创建起的天数
about_zh push_count: 预计成交日推迟到更晚月份的次数
about_zh next_step: 导出数据中的下一步
about_zh next_step_date: 下一步的日期
about_zh is_stalled: 在当前阶段停留超过界限
about_zh is_beyond_cycle: 存续超过该销售、团队或公司的常规成交周期
about_zh is_close_date_passed: 预计成交日早于截止日
about_zh has_no_next_step: 未设下一步日期；数据中没有下一步、或查看过去日期时为空
about_zh is_next_step_overdue: 下一步的日期已过；数据中没有下一步、或查看过去日期时为空
about_zh is_big_and_quiet: 属于全部在途商机中金额最大的五分之一，且超过 quiet_days（设置）天没有活动；数据中没有活动时为空
about_zh is_moved_back: 因退回而进入当前阶段
about_zh warnings: 其中成立的项数
about_zh url: CRM 链接
*/
create or replace view attention_list as
with
warned as (
    select
        *,
        list_sum([
            coalesce(flag, false)::integer for flag in [
                is_stalled, is_beyond_known, is_close_date_passed, has_no_next_step,
                is_next_step_overdue, is_big_and_quiet, is_moved_back
            ]
        ])::bigint as warnings,
    from warned_deals(as_of())
)

select
    w.deal_id,
    w.deal,
    w.account,
    w.account_size,
    w.region,
    w.team,
    w.rep,
    w.pipeline,
    w.stage,
    w.amount,
    w.expected_close_date,
    w.days_in_stage,
    w.age_days,
    w.push_count,
    w.next_step,
    w.next_step_date,
    w.is_stalled,
    w.is_beyond_known as is_beyond_cycle,
    w.is_close_date_passed,
    w.has_no_next_step,
    w.is_next_step_overdue,
    w.is_big_and_quiet,
    w.is_moved_back,
    w.warnings,
    w.url,
from warned as w
where w.warnings > 0
order by w.amount desc nulls last, w.warnings desc, w.deal_id;
