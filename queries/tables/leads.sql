/*
title: Leads
title_zh: 线索
about: A possible customer before there is a deal.
grain: one row per lead
column lead_id: the CRM's own id
column created_at: instant (or day) of creation
column channel: source channel
column campaign_id: campaigns.campaign_id
column rep_id: reps.rep_id
column region: region
column company: company
column contact: person
column email: e-mail address
column phone: phone number
column grade: A, B or C
column status: status as the CRM says it
column assigned_at: instant of assignment
column first_response_at: instant of the first response
column returned_to_pool_at: instant of return to the public pool
column qualified_at: instant of qualification
column converted_at: instant of conversion
column deal_id: deal it became, deals.deal_id
column extra: columns of the export that have no place of their own, by header
label created_at: Created | 创建时间
label email: E-mail | 邮箱
label phone: Phone | 电话
label grade: Grade | 等级
label status: Status | 状态
label assigned_at: Assigned | 分配时间
label first_response_at: First response | 首次响应时间
label returned_to_pool_at: Returned to the pool | 退回公海时间
label qualified_at: Qualified | 确认有效时间
label converted_at: Converted | 转化时间
*/
create or replace table leads (
    lead_id text not null,
    created_at timestamp,
    channel text,
    campaign_id text,
    rep_id text,
    region text,
    company text,
    contact text,
    email text,
    phone text,
    grade text,
    status text,
    assigned_at timestamp,
    first_response_at timestamp,
    returned_to_pool_at timestamp,
    qualified_at timestamp,
    converted_at timestamp,
    deal_id text,
    extra json
);
