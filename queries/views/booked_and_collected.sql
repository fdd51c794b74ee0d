/*
title: Booked and collected
title_zh: 签约与回款
about: What was won in the period, how much of it is final and how much still lies within the cooling-off days of the
    settings, beside
        what was collected. A win counts from its closed day on; one that is undone while it cools off is no win any
    more. For the whole
        scope and per region, team and rep; amounts of a rep are credited by revenue splits, as everywhere, and counts
    are the owner's.
    Payments count for the region of the account and for the rep of the invoice.
about_zh: 期间内的赢单额，其中已过冷静期的与仍在冷静期内的，并列出回款。赢单自结单日起计；冷静期内撤销的不再是赢单。
    分整体、区域、团队和销售；销售的金额按业绩拆分计，单数归商机所有人。回款按客户的区域、发票的销售计。
grain: one row per level and member with a win, a credit or a payment in the period; the company always
grain_zh: 每个层级与有赢单、业绩或回款的成员一行；整体始终有一行
needs: deals
subject: results
key: level, name
rows final_amount: is_won_in_period and not is_cooling_off
rows cooling_off_deals: is_won_in_period and is_cooling_off
rows cooling_off_amount: is_won_in_period and is_cooling_off
rows won_amount_of_rep: credited_amount of deal_credit_list.is_won_in_period and role = revenue
rows final_amount_of_rep: credited_amount of deal_credit_list.is_won_in_period and not is_cooling_off and role = revenue
rows cooling_off_amount_of_rep: credited_amount of deal_credit_list.is_won_in_period and is_cooling_off and role =
    revenue
column level: text; company (all in scope), region, team or rep
column name: text; the member; NULL for the company, and where a deal or payment has none
column final_amount: money; won amount whose cooling-off days are over by the as-of day
column cooling_off_deals: count; deals won whose cooling-off days are not over yet
column cooling_off_amount: money; their amount
column collected_amount: money; payments less refunds received in the period; NULL without payments
label level: Level | 层级
label name: Name | 名称
label final_amount: Final | 已过冷静期
label cooling_off_deals: Deals cooling off | 冷静期内赢单数
label cooling_off_amount: Cooling off | 冷静期内
about_zh level: 层级：整体、区域、团队或销售
about_zh name: 成员；整体及未填的为空
about_zh final_amount: 截至截止日冷静期已满的赢单额
about_zh cooling_off_deals: 冷静期未满的赢单数
about_zh cooling_off_amount: 其金额
about_zh collected_amount: 期间内的回款减退款；没有回款数据时为空
*/
create or replace view booked_and_collected as
with
flows as (
    select
        region,
        team,
        rep,
        true as is_won,
        amount as booked,
        is_cooling_off(outcome, closed_date, as_of()) as is_cooling,
    from flow_deals(period_start(), period_end(), as_of())
    where is_won
    union all by name
    select
        region,
        team,
        rep,
        amount as paid,
        is_refund,
    from scoped_payments(period_start(), period_end(), as_of())
),

summed as (
    select
        case
            when grouping(region) = 0 then 'region'
            when grouping(team) = 0 then 'team'
            when grouping(rep) = 0 then 'rep'
            else 'company'
        end as level,
        coalesce(region, team, rep) as name,
        won_deals(is_won) as won_deals,
        won_deals(is_cooling) as cooling_off_deals,
        won_amount(booked, is_won) as won_amount,
        won_amount(booked, is_cooling) as cooling_off_amount,
        collected_amount(paid, is_refund) as collected_amount,
    from flows
    group by grouping sets ((), (region), (team), (rep))
),

credited as (
    select
        'rep' as level,
        rep as name,
        won_amount(credited_amount, is_won) as won_amount,
        won_amount(credited_amount, is_cooling_off(outcome, closed_date, as_of()))
            as cooling_off_amount,
    from deal_credits(period_start(), period_end(), as_of())
    where is_won and role = 'revenue'
    group by rep
),

together as (
    select
        coalesce(s.level, c.level) as level,
        coalesce(s.name, c.name) as name,
        coalesce(s.won_deals, 0) as won_deals,
        coalesce(s.cooling_off_deals, 0) as cooling_off_deals,
        coalesce(if(s.level <> 'rep', s.won_amount, c.won_amount), 0) as won_amount,
        coalesce(if(s.level <> 'rep', s.cooling_off_amount, c.cooling_off_amount), 0)
            as cooling_off_amount,
        coalesce(s.collected_amount, 0) as collected_amount,
    from summed as s
    full join credited as c on s.level = c.level and s.name is not distinct from c.name
)

select
    level,
    name,
    won_deals,
    won_amount::decimal(38, 2) as won_amount,
    (won_amount - cooling_off_amount)::decimal(38, 2) as final_amount,
    cooling_off_deals,
    cooling_off_amount::decimal(38, 2) as cooling_off_amount,
    case when has_table('payments') then collected_amount end::decimal(38, 2) as collected_amount,
from together
order by list_position(['company', 'region', 'team', 'rep'], level), name nulls last;
