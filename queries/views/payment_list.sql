/*
title: Payments
title_zh: 回款明细
about: Payments and refunds received in the period, up to the as-of day, by whom they count for. Refunds are negative.
    Credit notes and
    write-offs are no money received.
about_zh: 期间内截至截止日收到的回款与退款及其归属。退款为负。贷项和核销不是收款。
grain: one row per payment or refund
grain_zh: 每笔回款一行
needs: deals, payments
subject: lists
filters: region, team, rep, account_size, account_id
column payment_id: text; the CRM's own id
column received_date: date; day of receipt
column kind: text; payment or refund
column invoice_id: text; invoice that was paid
column account_id: text; the CRM's own id of the customer
column account: text; the invoice's, else its contract's, else that of the contract's deal
column account_size: text; size class of the customer
column region: text; the account's
column team: text; the rep's
column rep: text; the invoice's, else the account's
column amount: money; money received; negative where it went back
label payment_id: Payment id | 回款编号
label received_date: Received | 收款日
label kind: Kind | 类型
label invoice_id: Invoice id | 发票编号
label account_id: Account id | 客户编号
label account: Account | 客户
label account_size: Account size | 客户规模
label region: Region | 区域
label team: Team | 团队
label rep: Rep | 销售
label amount: Amount | 金额
about_zh payment_id: CRM 中的回款编号
about_zh received_date: 收款日期
about_zh kind: 回款或退款
about_zh invoice_id: 所付发票的编号
about_zh account_id: CRM 中的客户编号
about_zh account: 发票的客户，其次合同的，再次合同商机的
about_zh account_size: 客户规模；未填为空
about_zh region: 客户的区域
about_zh team: 销售所在团队
about_zh rep: 发票的销售，其次客户的
about_zh amount: 收到的金额；退款为负
*/
create or replace view payment_list as
select
    p.payment_id,
    p.received_date,
    case when p.is_refund then 'refund' else 'payment' end as kind,
    p.invoice_id,
    p.account_id,
    a.account,
    p.account_size,
    p.region,
    p.team,
    p.rep,
    case when p.is_refund then -p.amount else p.amount end as amount,
from scoped_payments(period_start(), period_end(), as_of()) as p
left join account_facts as a on p.account_id = a.account_id
order by p.received_date desc, p.payment_id;
