/*
label: New customers
label_zh: 新客户数
unit: count
better: higher
subject: customers
date: closed_date
rows: new_customer_list
about: Accounts whose first win ever, of those the reader may see, lies in the period. Not additive where
    an account has first wins in several groups.
about_zh: 首次赢单（按有权查看的商机）在本期内的客户数。同一客户在多个分组都有首单时，各组之和会大于总数。
source: METRICS section 5
*/
create or replace macro new_customers(account_id, is_first_win) as
    count(distinct account_id) filter (where is_first_win);
