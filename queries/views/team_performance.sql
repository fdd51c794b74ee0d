/*
title: Team performance
title_zh: 团队业绩
about: Targets, results, pipeline, customers and cash of the period per team. A deal counts for the team of its rep, a
    closed one for that of its closed day. An account counts for the team of its rep,
    cash for that of the rep of the invoice, else of the account.
about_zh: 各团队的目标、业绩、管道、客户和回款。商机随其销售的团队，已结商机取结单日的；客户随其销售，回款随发票的销售，其次客户的。
grain: one row per team with a deal open, created or closed, an account, a target or a payment
grain_zh: 每个团队一行
needs: deals, reps
subject: results
key: team
rows accounts: account_list
rows customers: account_list.is_customer
rows active_accounts: account_list.is_active
column team: text; team; NULL where none is known
column accounts: count; accounts known at the end of the as-of day; NULL without an accounts list
column customers: count; accounts with a win by the as-of day, whatever the filters of deals
column active_accounts: count; accounts with a deal open in the period, or an activity in it
label team: Team | 团队
label accounts: Accounts | 客户总数
label customers: Customers | 成交客户数
label active_accounts: Active accounts | 活跃客户数
about_zh team: 团队；不详为空
about_zh accounts: 截止日结束时已建档的客户数；没有客户表时为空
about_zh customers: 截至截止日有过赢单的客户数，不受商机筛选影响
about_zh active_accounts: 期间内有在途商机或有活动记录的客户数
*/
create or replace view team_performance as
select
    name as team,
    * exclude (name),
from performance_of(team, 3, period_start(), period_end(), as_of())
order by team nulls last;
