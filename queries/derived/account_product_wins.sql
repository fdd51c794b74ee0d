/*
title: Product lines bought
title_zh: 客户已购产品线
about: The product lines in each win of a customer.
grain: one row per winning of a deal and product line
column account_id: customer
column deal_no: number of the deal
column product_line: product line
column won_date: day of winning
column won_to: day the win ended by a reopening; 9999-12-31 while it stands
*/
create or replace table account_product_wins as
select
    w.account_id,
    w.deal_no,
    p.product_line,
    w.won_date,
    w.won_to,
from account_wins as w
inner join deal_product_lines as p on w.deal_no = p.deal_no
where p.product_line is not null
order by w.account_id, p.product_line, w.won_date;
