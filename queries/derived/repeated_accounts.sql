/*
title: Accounts of one name
title_zh: 同名客户
about: The accounts whose names differ from another's in capitals, spaces or punctuation at most, over all accounts.
grain: one row per account
column spelling: the name without these
*/
create or replace table repeated_accounts as
with
named as (
    select
        account_id,
        account,
        region,
        team,
        rep,
        regexp_replace(lower(account), '[\s\p{P}]', '', 'g') as spelling,
    from account_facts
    where is_listed and account <> account_id
)

select *
from named
where spelling <> ''
qualify count(*) over (partition by spelling) > 1
order by spelling, account_id;
