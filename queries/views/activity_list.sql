/*
title: Activities
title_zh: 活动明细
about: What the reps in scope did in the period, up to the as-of day. What was only planned is left out.
about_zh: 范围内的销售在期间内截至截止日的活动。仅计划未进行的不计。
grain: one row per activity
grain_zh: 每次活动一行
needs: deals, activities
subject: lists
filters: region, team, rep
column activity_id: text; the CRM's own id
column occurred_date: date; day it took place
column kind: text; call, connect, meeting, visit, demo, email, proposal or the CRM's own
column rep_id: text; the CRM's own id of the rep
column rep: text; who did it
column team: text; the rep's
column region: text; the rep's
column account: text; customer it concerns, of the activity or its deal
column deal_id: text; deal it concerns
column deal: text; what the deal is called
column is_visit: flag; a visit
label activity_id: Activity id | 活动编号
label occurred_date: Day | 日期
label kind: Kind | 类型
label rep_id: Rep id | 销售编号
label rep: Rep | 销售
label team: Team | 团队
label region: Region | 区域
label account: Account | 客户
label deal_id: Deal id | 商机编号
label deal: Deal | 商机
label is_visit: Visit | 拜访
about_zh activity_id: CRM 中的活动编号
about_zh occurred_date: 发生日期
about_zh kind: 电话、接通、会议、拜访、演示、邮件、方案或 CRM 自有的类型
about_zh rep_id: CRM 中的销售编号
about_zh rep: 执行的销售
about_zh team: 销售所在团队
about_zh region: 销售所在区域
about_zh account: 活动所涉客户，其次商机的客户
about_zh deal_id: 所涉商机的编号
about_zh deal: 商机名称
about_zh is_visit: 是否拜访
*/
create or replace view activity_list as
select
    a.activity_id,
    a.occurred_date,
    a.kind,
    a.rep_id,
    a.rep,
    a.team,
    a.region,
    c.account,
    a.deal_id,
    f.deal,
    coalesce(a.kind = 'visit', false) as is_visit,
from scoped_activities(period_start(), period_end(), as_of()) as a
left join account_facts as c on a.account_id = c.account_id
left join deal_facts as f on a.deal_id = f.deal_id
order by a.occurred_date desc, a.activity_id;
