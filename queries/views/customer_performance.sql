/*
title: Customer performance
title_zh: 客户业绩
about: Accounts, repeat purchases and results per size of account. Customers and their repeat purchases are facts of the
    accounts in
    scope as of the as-of day, over all their deals; money and deals are those in scope.
about_zh: 按客户规模的客户数、复购和业绩。成交与复购按客户截至截止日的全部商机判断；金额和商机数按当前范围。
grain: one row per account size with an account, or with a deal open, created or closed
grain_zh: 每种客户规模一行
needs: deals, accounts
subject: customers
key: account_size
rows accounts: account_list
rows customers: account_list.is_customer
rows repeat_customers: account_list.is_repeat_customer
column account_size: text; size class of the account; NULL where none is set
column accounts: count; accounts known at the end of the as-of day; NULL without an accounts list
column customers: count; accounts with a win by the as-of day
column repeat_customers: count; accounts with two wins or more by the as-of day
column last_won_date: date; day of the last win in scope up to the as-of day, also before the period
label account_size: Account size | 客户规模
label accounts: Accounts | 客户总数
label customers: Customers | 成交客户数
label repeat_customers: Repeat customers | 复购客户数
label last_won_date: Last win | 最近赢单日
about_zh account_size: 客户规模；未填为空
about_zh accounts: 截止日结束时已建档的客户数；没有客户表时为空
about_zh customers: 截至截止日有过赢单的客户数
about_zh repeat_customers: 截至截止日赢单两次及以上的客户数
about_zh last_won_date: 范围内截至截止日最近一次赢单的日期，可早于本期
*/
create or replace view customer_performance as
select
    member_name as account_size,
    * exclude (member_name),
from customers_by(account_size, period_start(), period_end(), as_of())
order by account_size nulls last;
