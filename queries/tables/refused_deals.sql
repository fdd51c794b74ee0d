/*
title: Refused deals
title_zh: 拒收的商机行
about: What can be read of the rows of deals that were refused, so that a sum can be reconciled with the CRM's own.
about_zh: 被拒收的商机行中仍能读出的内容，用于和 CRM 自己的合计对账。
grain: one row per refused row of a file of deals
column file: file name
column line: line of the file on which the row begins, counting from 1
column reason: why it was refused
column deal_id: the CRM's own id, as far as it can be read
column name: what the deal is called
column account_id: customer
column rep_id: owner
column pipeline: pipeline
column stage: stage, by its canonical name
column amount: value of the deal in its own currency
column currency: ISO 4217 code; NULL is the reporting currency
column created_at: instant of creation
column expected_close_date: day on which the deal is expected to close
column closed_at: instant of closing
column outcome: open, won or lost
column deal_type: new_business, expansion or renewal
column region: the deal's own region
column product_line: the deal's own product line
column channel: the deal's own channel
column campaign_id: primary campaign
column is_deleted: deleted in the CRM
*/
create or replace table refused_deals (
    file text not null,
    line bigint,
    reason text not null,
    deal_id text,
    name text,
    account_id text,
    rep_id text,
    pipeline text,
    stage text,
    amount decimal(18, 2),
    currency text,
    created_at timestamp,
    expected_close_date date,
    closed_at timestamp,
    outcome text,
    deal_type text,
    region text,
    product_line text,
    channel text,
    campaign_id text,
    is_deleted boolean
);
