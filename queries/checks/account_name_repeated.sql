/*
title: Account name repeated
title_zh: 客户重名
about: Several accounts have the same name but for spaces, dots and capitals. Their deals and wins count
    apart.
about_zh: 多个客户除空格、标点和大小写外名称相同；它们的商机分开计算。
severity: warning
grain: one row per fault
needs: accounts
column check: text; name of the check
column key: text; id of the account
column detail: text; name
column amount: money; amount of its deals
label check: Check | 检查项
label key: Account id | 客户编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 客户编号
about_zh detail: 名称
about_zh amount: 该阶段商机的金额合计
*/
create or replace view account_name_repeated as
with
repeated as (
    select *
    from repeated_accounts
    where is_permitted(region, team, rep)
    qualify count(*) over (partition by spelling) > 1
),

money as (
    select
        account_id,
        sum(amount) as amount,
    from checked_deals()
    where account_id in (select r.account_id from repeated as r)
    group by account_id
)

select
    'account_name_repeated' as "check",
    r.account_id as key,
    r.account as detail,
    coalesce(m.amount, 0) as amount,
from repeated as r
left join money as m on r.account_id = m.account_id
order by r.spelling, r.account_id;
