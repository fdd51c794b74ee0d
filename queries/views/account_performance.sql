/*
title: Account performance
title_zh: 单个客户业绩
about: Wins, repeat purchases and results of each account. Whether it is a customer, and a repeat one, is a fact of the
    account as of
    the as-of day, over all its deals; money and deals are those in scope.
about_zh: 每个客户的赢单、复购和业绩。是否成交客户、是否复购，按该客户截至截止日的全部商机判断；金额和商机数按当前范围。
grain: one row per account in scope; deals without an account are the row NULL
grain_zh: 每个客户一行
needs: deals
subject: customers
key: account_id
rows accounts: account_list
rows customers: account_list.is_customer
rows repeat_customers: account_list.is_repeat_customer
column account_id: text; the CRM's own id
column account: text; customer
column account_size: text; size class of the account; NULL where none is set
column accounts: count; 1 where the account is in scope; NULL without an accounts list
column customers: count; 1 with a win by the as-of day
column repeat_customers: count; 1 with two wins or more by the as-of day
column last_won_date: date; day of the last win in scope up to the as-of day, also before the period
label account_id: Account id | 客户编号
label account: Account | 客户
label account_size: Account size | 客户规模
label accounts: Accounts | 客户总数
label customers: Customers | 成交客户数
label repeat_customers: Repeat customers | 复购客户数
label last_won_date: Last win | 最近赢单日
about_zh account_id: CRM 中的客户编号
about_zh account: 客户名称
about_zh account_size: 客户规模；未填为空
about_zh accounts: 该客户在范围内记 1；没有客户表时为空
about_zh customers: 截至截止日有过赢单记 1
about_zh repeat_customers: 截至截止日赢单两次及以上记 1
about_zh last_won_date: 范围内截至截止日最近一次赢单的日期，可早于本期
*/
create or replace view account_performance as
select
    c.member_name as account_id,
    a.account,
    a.account_size,
    c.* exclude (member_name),
from customers_by(account_id, period_start(), period_end(), as_of()) as c
left join account_facts as a on c.member_name = a.account_id
order by c.won_amount desc, c.open_amount desc, c.member_name nulls last;
