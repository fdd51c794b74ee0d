/*
label: New customers
label_zh: 新客户数
unit: count
better: higher
date: closed_date
rows: is_won_in_period
about: Accounts whose first win ever lies in the period. Not additive where an account has first
    wins in several groups.
source: METRICS section 5
*/
create or replace macro new_customers(account_id, is_first_win) as
    count(distinct account_id) filter (where is_first_win);
