/*
title: Payments
title_zh: 回款
about: A payment, credit note, write-off or refund.
grain: one row per payment
column payment_id: the CRM's own id
column invoice_id: invoices.invoice_id
column received_date: day of receipt
column amount: amount in the reporting currency
column kind: payment, credit, write_off or refund
column extra: columns of the export that have no place of their own, by header
*/
create or replace table payments (
    payment_id text,
    invoice_id text,
    received_date date,
    amount decimal(18, 2),
    kind text,
    extra json
);
