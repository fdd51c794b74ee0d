/*
title: Contracts
title_zh: 合同
about: A contract or order.
grain: one row per contract
column contract_id: the CRM's own id
column deal_id: deals.deal_id
column account_id: accounts.account_id
column signed_date: day of signature
column amount: contract amount in the reporting currency
column approved_date: day of approval
column delivered_date: day of delivery
column accepted_date: day of acceptance
column extra: columns of the export that have no place of their own, by header
label contract_id: Contract id | 合同编号
label signed_date: Signed | 签订日
label approved_date: Approved | 审批日
label delivered_date: Delivered | 交付日
label accepted_date: Accepted | 验收日
*/
create or replace table contracts (
    contract_id text not null,
    deal_id text,
    account_id text,
    signed_date date,
    amount decimal(18, 2),
    approved_date date,
    delivered_date date,
    accepted_date date,
    extra json
);
