/*
title: Account facts
title_zh: 客户信息
about: Every account that any table names, with the region and rep it counts under.
grain: one row per account
column account_id: the CRM's own id
column account: name; the id where the export names nobody
column account_size: size class
column industry: industry
column own_region: region written on the account
column region: own region, else its rep's
column rep_id: owner
column rep: display name of the owner
column team: team of the owner
column created_date: day of creation; NULL where not known
column known_date: day from which it is known: its creation, where only deals name it that of the first of them; NULL is
    always
column is_listed: false where only other tables name the account
column is_customer_base: true where the accounts list or a deal names the account: what counts as an account
*/
create or replace table account_facts as
with
named as (
    select account_id from deals
    union
    select account_id from activities
    union
    select account_id from contracts
    union
    select account_id from invoices
    union
    select account_id from campaign_touches
),

-- the name that the deal modified last gives, where no table of accounts does
carried as (
    select
        account_id,
        arg_max(
            trim(account_name),
            (coalesce(modified_at, created_at, timestamp '0001-01-01'), account_name)
        ) as name,
    from deals
    where trim(account_name) <> ''
    group by account_id
),

-- an account that nobody lists begins with its first deal
dealt as (
    select
        account_id,
        case when bool_and(created_at is not null) then min(created_at)::date end as first_date,
    from deals
    where account_id is not null
    group by account_id
),

listed as (
    select
        a.account_id,
        a.size as account_size,
        a.industry,
        a.region as own_region,
        a.rep_id,
        a.created_at::date as created_date,
        true as is_listed,
        coalesce(nullif(trim(a.name), ''), c.name, a.account_id) as account,
    from accounts as a
    left join carried as c on a.account_id = c.account_id
    union all by name
    select
        n.account_id,
        false as is_listed,
        coalesce(c.name, n.account_id) as account,
    from named as n
    left join carried as c on n.account_id = c.account_id
    where n.account_id is not null
        and n.account_id not in (select accounts.account_id from accounts)
)

select
    l.account_id,
    l.account,
    l.account_size,
    l.industry,
    l.own_region,
    coalesce(l.own_region, r.region) as region,
    l.rep_id,
    r.rep,
    r.team,
    l.created_date,
    case when l.is_listed then l.created_date else d.first_date end as known_date,
    l.is_listed,
    l.is_listed or d.account_id is not null as is_customer_base,
from listed as l
left join dealt as d on l.account_id = d.account_id
left join rep_facts as r on l.rep_id = r.rep_id
order by l.account_id;
