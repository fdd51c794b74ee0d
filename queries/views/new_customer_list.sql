/*
title: New customers
title_zh: 新客户明细
about: The accounts whose first win ever, of those the reader may see, lies in the period and is in scope, with what
    they bought on that
    day. Filters do not change which win was first.
about_zh: 首次赢单（按有权查看的商机）在本期内且在范围内的客户，以及当日所购。筛选不改变哪一单是首单。
grain: one row per account
grain_zh: 每个新客户一行
needs: deals
subject: lists
column account_id: text; the CRM's own id of the customer
column account: text; customer
column account_size: text; size class of the customer
column won_date: date; day of the first win
column deals: count; deals in scope won on that day
column amount: money; their amount
label account_id: Account id | 客户编号
label account: Account | 客户
label account_size: Account size | 客户规模
label won_date: First win | 首次赢单日
label deals: Deals | 商机数
label amount: Amount | 金额
about_zh account_id: CRM 中的客户编号
about_zh account: 客户名称
about_zh account_size: 客户规模；未填为空
about_zh won_date: 首次赢单的日期
about_zh deals: 当日赢下的范围内商机数
about_zh amount: 这些商机的金额
*/
create or replace view new_customer_list as
select
    d.account_id,
    any_value(f.account) as account,
    any_value(d.account_size) as account_size,
    any_value(d.closed_date) as won_date,
    count(*) as deals,
    sum(d.amount) as amount,
from flow_deals(period_start(), period_end(), as_of()) as d
inner join first_wins([period_start()], [period_end()], [as_of()]) as w
    on d.account_id = w.account_id and d.closed_date = w.won_date
inner join deal_facts as f on d.deal_no = f.deal_no
where d.is_won
group by d.account_id
order by won_date, d.account_id;
