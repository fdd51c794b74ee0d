/*
title: Invoices
title_zh: 发票
about: An invoice.
grain: one row per invoice
column invoice_id: the CRM's own id
column contract_id: contracts.contract_id
column account_id: accounts.account_id
column rep_id: reps.rep_id
column issued_date: day of issue
column due_date: day it is due
column amount: amount in the reporting currency
column kind: kind as the CRM says it
column extra: columns of the export that have no place of their own, by header
label contract_id: Contract id | 合同编号
label issued_date: Issued | 开票日
label due_date: Due | 到期日
*/
create or replace table invoices (
    invoice_id text not null,
    contract_id text,
    account_id text,
    rep_id text,
    issued_date date,
    due_date date,
    amount decimal(18, 2),
    kind text,
    extra json
);
