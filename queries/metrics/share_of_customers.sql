/*
label: Share of customers
label_zh: 客户占比
unit: rate
better: neither
subject: customers
sample: customers
sample_zh: 有过赢单的客户数
over: account_list.is_customer
about: Share of the customers in scope.
about_zh: 占当前范围内成交客户的比例。
source: METRICS section 5
*/
create or replace macro share_of_customers(customers, all_customers) as
    customers / nullif(all_customers, 0);
