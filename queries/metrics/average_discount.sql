/*
label: Average discount
label_zh: 平均折扣
unit: rate
better: lower
about: Σ(list price × quantity − amount) / Σ(list price × quantity) over won lines with a list
    price.
source: METRICS section 5
*/
create or replace macro average_discount(list_amount, amount) as
    (list_amount - amount) / nullif(list_amount, 0);
