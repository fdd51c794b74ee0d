/*
title: Account unknown
title_zh: 客户不存在
about: Its account is not in the export's table of accounts. It goes by the name that the deal
    carries, else by its id, and what that table says is missing.
about_zh: 商机的客户不在导出的客户表中；以商机所带的客户名称显示，没有则用编号，客户表中的信息缺失。
severity: warning
grain: one row per fault
needs: deals, accounts
column check: text; name of the check
column key: text; id of the deal
column detail: text; id of the account
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 客户编号
about_zh amount: 商机金额
*/
create or replace view account_unknown as
select
    'account_unknown' as "check",
    d.deal_id as key,
    d.account_id as detail,
    d.amount,
from checked_deals() as d
where
    has_table('accounts')
    and d.account_id is not null
    and not d.is_account_listed
order by d.amount desc nulls last, d.deal_id;
