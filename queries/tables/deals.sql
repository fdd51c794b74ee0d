/*
title: Deals
title_zh: 商机
about: One possible sale.
grain: one row per deal
column deal_id: the CRM's own id
column name: what the deal is called
column account_id: customer, accounts.account_id
column account_name: customer's name as the deal carries it
column rep_id: owner, reps.rep_id
column rep_name: owner's name as the deal carries it
column pipeline: pipeline the deal stands in; NULL is the first configured one
column stage: stage as exported, by its canonical name
column amount: value of the deal in its own currency
column currency: ISO 4217 code; NULL is the reporting currency
column probability: chance of winning as a fraction 0 to 1, where the CRM gives one
column forecast_category: commit, best_case, pipeline or omitted
column created_at: instant (or day at 00:00) the deal was created, in the workspace's time zone
column expected_close_date: day on which the deal is expected to close
column closed_at: instant (or day at 00:00) of closing
column outcome: open, won or lost; NULL where the export has no column for it
column close_reason: why it was won or lost
column lost_to: competitor that won it
column next_step: what happens next
column next_step_date: day of the next step
column deal_type: new_business, expansion or renewal
column region: the deal's own region
column product_line: the deal's own product line
column product_id: the deal's product, products.product_id
column product_name: the product's name as the deal carries it
column channel: the deal's own source channel
column campaign_id: primary campaign, campaigns.campaign_id
column lead_id: lead it came from, leads.lead_id
column modified_at: last change in the CRM
column last_activity_at: last activity the CRM knows of
column url: link to the deal in the CRM
column is_deleted: deleted in the CRM
column extra: columns of the export that have no place of their own, by header
label account_name: Customer name | 客户名称
label rep_name: Rep name | 销售姓名
label product_name: Product name | 产品名称
label created_at: Created | 创建时间
label closed_at: Closed | 结单时间
label next_step: Next step | 下一步
label modified_at: Modified | 修改时间
label last_activity_at: Last activity | 最近活动时间
label is_deleted: Deleted | 已删除
*/
create or replace table deals (
    deal_id text not null,
    name text,
    account_id text,
    account_name text,
    rep_id text,
    rep_name text,
    pipeline text,
    stage text,
    amount decimal(18, 2),
    currency text,
    probability double,
    forecast_category text,
    created_at timestamp,
    expected_close_date date,
    closed_at timestamp,
    outcome text,
    close_reason text,
    lost_to text,
    next_step text,
    next_step_date date,
    deal_type text,
    region text,
    product_line text,
    product_id text,
    product_name text,
    channel text,
    campaign_id text,
    lead_id text,
    modified_at timestamp,
    last_activity_at timestamp,
    url text,
    is_deleted boolean,
    extra json
);
