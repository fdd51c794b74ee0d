/*
label: Product lines per customer
label_zh: 客均产品线数
unit: number
better: higher
subject: customers
sample: customers
sample_zh: 有过赢单的客户数
over: account_list.is_customer
about: Mean number of product lines a customer has bought by the as-of day.
about_zh: 截至截止日，每个成交客户平均买过的产品线数。
source: METRICS section 5
*/
create or replace macro product_lines_per_customer(product_lines, customers) as
    product_lines / nullif(customers, 0);
