/*
label: Repeat purchase rate
label_zh: 复购率
unit: rate
better: higher
subject: customers
sample: customers
sample_zh: 有过赢单的客户数
over: account_list.is_customer
about: Customers with two wins or more by the as-of day / customers with one or more.
about_zh: 截至截止日有两次及以上赢单的客户数 ÷ 有赢单的客户数。
source: METRICS section 5
*/
create or replace macro repeat_purchase_rate(repeat_customers, customers) as
    repeat_customers / nullif(customers, 0);
