/*
title: Payment facts
title_zh: 回款信息
about: Payments and refunds with whom they count for. Credit notes and write-offs are no money received.
grain: one row per payment or refund
column received_date: day of receipt
column is_refund: true where the money went back
column account_id: the invoice's, else its contract's, else that of the contract's deal
column region: the account's
column rep_id: the invoice's rep, else the account's
*/
create or replace table payment_facts as
select
    p.payment_id,
    p.invoice_id,
    p.received_date,
    p.amount,
    coalesce(p.kind = 'refund', false) as is_refund,
    a.account_id,
    a.account_size,
    a.region,
    coalesce(i.rep_id, a.rep_id) as rep_id,
    r.rep,
    r.team,
from payments as p
left join invoices as i on p.invoice_id = i.invoice_id
left join contracts as c on i.contract_id = c.contract_id
left join deals as d on c.deal_id = d.deal_id
left join account_facts as a on coalesce(i.account_id, c.account_id, d.account_id) = a.account_id
left join rep_facts as r on coalesce(i.rep_id, a.rep_id) = r.rep_id
where coalesce(p.kind, 'payment') in ('payment', 'refund') and p.received_date is not null
order by p.received_date;
