/*
title: Region performance
title_zh: 区域业绩
about: Targets, results, pipeline, customers and cash of the period per region. A deal counts for its own region, else
    that of its account, else of its rep; a closed one for the region of its closed day. An
    account counts for its own region, else its rep's, cash for the region of the account.
about_zh: 各区域的目标、业绩、管道、客户和回款。商机的区域取自身的，其次客户的，再次销售的；已结商机取结单日的。客户取自身的，其次销售的；回款随客户。
grain: one row per region with a deal open, created or closed, an account, a target or a payment
grain_zh: 每个区域一行
needs: deals
subject: results
key: region
rows accounts: account_list
rows customers: account_list.is_customer
rows active_accounts: account_list.is_active
column region: text; region; NULL where none is known
column accounts: count; accounts known at the end of the as-of day; NULL without an accounts list
column customers: count; accounts with a win by the as-of day, whatever the filters of deals
column active_accounts: count; accounts with a deal open in the period, or an activity in it
label region: Region | 区域
label accounts: Accounts | 客户总数
label customers: Customers | 成交客户数
label active_accounts: Active accounts | 活跃客户数
about_zh region: 区域；不详为空
about_zh accounts: 截止日结束时已建档的客户数；没有客户表时为空
about_zh customers: 截至截止日有过赢单的客户数，不受商机筛选影响
about_zh active_accounts: 期间内有在途商机或有活动记录的客户数
*/
create or replace view region_performance as
select
    name as region,
    * exclude (name),
from performance_of(region, 2, period_start(), period_end(), as_of())
order by region nulls last;
