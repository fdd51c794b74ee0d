/*
label: Share of cohort
label_zh: 占同期比例
unit: rate
better: neither
subject: stages
sample: deals
sample_zh: 同期新建的商机数
over: cohort_deal_list
about: Deals of a month of creation that have come to a stage, to winning or to losing / all deals created in that
    month. Deals without a
    history of stages are left out. NULL where none was created, and for months that have not begun.
about_zh: 同月新建的商机中，到达某阶段、赢单或丢单的比例。没有阶段历史的商机不计。当月没有新建商机，或该月尚未开始时为空。
source: METRICS section 5
*/
create or replace macro reached_rate(reached, deals) as
    reached / nullif(deals, 0);
