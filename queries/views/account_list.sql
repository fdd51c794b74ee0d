/*
title: Accounts
title_zh: 客户明细
about: The accounts in scope known at the end of the as-of day, with what they have bought so far over all their deals
    that the reader may see, whatever the filters of deals.
about_zh: 范围内截至截止日已知的客户及其累计购买情况，按有权查看的全部商机判断，不受商机筛选影响。
grain: one row per account
grain_zh: 每个客户一行
needs: deals
subject: lists
filters: region, team, rep, account_size, account_id
column account_id: text; the CRM's own id of the customer
column account: text; customer
column account_size: text; size class of the customer
column industry: text; industry
column region: text; own region, else its rep's
column team: text; the owner's
column rep: text; owner
column created_date: date; day of creation; NULL where not known
column wins: count; deals won by the as-of day
column is_customer: flag; with a win by the as-of day
column is_repeat_customer: flag; with two wins or more by the as-of day
column is_active: flag; with a deal open in the period, or an activity in it
label account_id: Account id | 客户编号
label account: Account | 客户
label account_size: Account size | 客户规模
label industry: Industry | 行业
label region: Region | 区域
label team: Team | 团队
label rep: Rep | 销售
label created_date: Created | 创建日
label wins: Wins | 赢单次数
label is_customer: Customer | 成交客户
label is_repeat_customer: Repeat customer | 复购客户
label is_active: Active | 活跃
about_zh account_id: CRM 中的客户编号
about_zh account: 客户名称
about_zh account_size: 客户规模；未填为空
about_zh industry: 所属行业
about_zh region: 客户自身的区域，其次销售的
about_zh team: 负责人所在团队
about_zh rep: 负责人
about_zh created_date: 创建日期；未知为空
about_zh wins: 截至截止日的赢单次数
about_zh is_customer: 截至截止日是否有赢单
about_zh is_repeat_customer: 截至截止日是否赢单两次及以上
about_zh is_active: 期间内是否有在途商机或活动
*/
create or replace view account_list as
select
    s.account_id,
    s.account,
    s.account_size,
    a.industry,
    s.region,
    s.team,
    a.rep,
    a.created_date,
    s.wins,
    s.is_customer,
    s.wins >= 2 as is_repeat_customer,
    s.account_id in (
        select m.account_id from active_accounts(period_start(), period_end(), as_of()) as m
    ) as is_active,
from scoped_accounts(as_of()) as s
inner join account_facts as a on s.account_id = a.account_id
order by s.wins desc, s.account_id;
