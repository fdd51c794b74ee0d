/*
title: Attention by rep
title_zh: 各销售待处理商机
about: How much open money of each rep has a warning, and of which kinds: whom to talk to about what. A deal may have
    several warnings,
    so that the kinds add up to more than the deals.
about_zh: 每名销售有多少在途金额存在预警、属于哪些类型：该找谁谈什么。一个商机可能有多项预警，各类型之和可大于商机数。
grain: one row per rep with an open deal with a warning; deals without a rep are the row NULL
grain_zh: 每名有预警商机的销售一行
needs: deals
subject: pipeline
key: rep
rows deals: attention_list
rows amount: attention_list
rows stalled_deals: attention_list.is_stalled
rows beyond_cycle_deals: attention_list.is_beyond_cycle
rows past_due_deals: attention_list.is_close_date_passed
rows no_next_step_deals: attention_list.has_no_next_step
rows overdue_step_deals: attention_list.is_next_step_overdue
rows quiet_deals: attention_list.is_big_and_quiet
rows moved_back_deals: attention_list.is_moved_back
column rep: text; owner at the end of the as-of day
column team: text; the rep's
column deals: count; open deals with at least one warning
column amount: money; their amount: the money at risk
column stalled_deals: count; of these: stalled
column beyond_cycle_deals: count; of these: beyond cycle
column past_due_deals: count; of these: close date passed
column no_next_step_deals: count; of these: no next step
column overdue_step_deals: count; of these: next step overdue
column quiet_deals: count; of these: big and quiet
column moved_back_deals: count; of these: moved back
label rep: Rep | 销售
label team: Team | 团队
label deals: Deals with warnings | 预警商机数
label amount: Money at risk | 风险金额
label stalled_deals: Stalled | 停滞
label beyond_cycle_deals: Beyond cycle | 超出周期
label past_due_deals: Close date passed | 预计成交日已过
label no_next_step_deals: No next step | 没有下一步
label overdue_step_deals: Next step overdue | 下一步已过期
label quiet_deals: Big and quiet | 金额大且无跟进
label moved_back_deals: Moved back | 已退回
about_zh rep: 截止日结束时的负责人
about_zh team: 销售所在团队
about_zh deals: 至少有一项预警的在途商机数
about_zh amount: 其金额，即风险金额
about_zh stalled_deals: 其中：停滞
about_zh beyond_cycle_deals: 其中：超出周期
about_zh past_due_deals: 其中：预计成交日已过
about_zh no_next_step_deals: 其中：没有下一步
about_zh overdue_step_deals: 其中：下一步已过期
about_zh quiet_deals: 其中：金额大且无跟进
about_zh moved_back_deals: 其中：已退回
*/
create or replace view attention as
select
    rep,
    team,
    count(*) as deals,
    coalesce(sum(amount), 0)::decimal(38, 2) as amount,
    count(*) filter (where is_stalled) as stalled_deals,
    count(*) filter (where is_beyond_cycle) as beyond_cycle_deals,
    count(*) filter (where is_close_date_passed) as past_due_deals,
    count(*) filter (where has_no_next_step) as no_next_step_deals,
    count(*) filter (where is_next_step_overdue) as overdue_step_deals,
    count(*) filter (where is_big_and_quiet) as quiet_deals,
    count(*) filter (where is_moved_back) as moved_back_deals,
from attention_list
group by rep, team
order by amount desc, rep nulls last;
