/*
label: Share of ending
label_zh: 占同类结局比例
unit: rate
better: neither
subject: results
sample: deals of the period with the same ending
sample_zh: 期间内同类结局的商机数
over: is_closed_in_period
about: Deals / all deals of the period with the same ending. NULL over nothing.
about_zh: 商机数 ÷ 期间内同类结局的商机数。没有时为空。
source: METRICS section 1
*/
create or replace macro share_of_ending(deals, deals_of_ending) as
    deals / nullif(deals_of_ending, 0);
