/*
title: Campaign touches
title_zh: 活动触点
about: A contact of a campaign with a lead, a deal or an account.
grain: one row per touch
column touch_id: the CRM's own id
column campaign_id: campaigns.campaign_id
column lead_id: leads.lead_id
column deal_id: deals.deal_id
column account_id: accounts.account_id
column touched_at: instant (or day) of the touch
column role: what happened, as the CRM says it
column extra: columns of the export that have no place of their own, by header
label touch_id: Touch id | 触点编号
label touched_at: Touched | 触达时间
*/
create or replace table campaign_touches (
    touch_id text,
    campaign_id text not null,
    lead_id text,
    deal_id text,
    account_id text,
    touched_at timestamp,
    role text,
    extra json
);
