/*
label: Average discount
label_zh: 平均折扣
unit: rate
better: lower
subject: results
over: deal_line_list.is_won_in_period
about: Σ(list price × quantity − amount) / Σ(list price × quantity) over won lines with a list
    price.
about_zh: 有目录价的赢单明细：Σ（目录价 × 数量 − 金额）÷ Σ（目录价 × 数量）。
source: METRICS section 5
*/
create or replace macro average_discount(list_amount, amount) as
    (list_amount - amount) / nullif(list_amount, 0);
