/*
title: Campaign unknown
title_zh: 市场活动不存在
about: Its campaign is not in the export's table of campaigns. The id stands for the name, and what that
    table says is missing.
about_zh: 商机的活动不在导出的活动表中；以编号代替名称，活动表中的信息缺失。
severity: warning
grain: one row per fault
needs: deals, campaigns
column check: text; name of the check
column key: text; id of the deal
column detail: text; id of the campaign
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 市场活动编号
about_zh amount: 商机金额
*/
create or replace view campaign_unknown as
select
    'campaign_unknown' as "check",
    d.deal_id as key,
    d.campaign_id as detail,
    d.amount,
from checked_deals() as d
where
    has_table('campaigns')
    and d.campaign_id is not null
    and d.campaign_id not in (select t.campaign_id from campaigns as t)
order by d.amount desc nulls last, d.deal_id;
