/*
label: Gross profit
label_zh: 毛利
unit: money
better: higher
subject: results
date: closed_date
rows: won_line_list
about: Amount less cost of the won lines whose cost is known. NULL where no cost is known.
about_zh: 成本已知的赢单明细的金额减成本。都没有成本时为空。
source: METRICS section 5
*/
create or replace macro gross_profit_amount(amount, cost) as
    sum(amount - cost);
