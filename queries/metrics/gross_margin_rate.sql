/*
label: Gross margin
label_zh: 毛利率
unit: rate
better: higher
subject: results
over: deal_line_list.is_won_in_period
about: Gross profit / won amount of the lines whose cost is known. NULL where none is.
about_zh: 毛利 ÷ 成本已知的赢单明细金额。都没有成本时为空。
source: METRICS section 5
*/
create or replace macro gross_margin_rate(gross_profit_amount, costed_amount) as
    gross_profit_amount / nullif(costed_amount, 0);
