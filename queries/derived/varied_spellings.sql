/*
title: Varied spellings
title_zh: 写法不一的值
about: The values and ids that are spelt in more than one way, in capitals or spaces, over all deals of the export and
    the tables of the ids.
grain: one row per column and spelling
column column_name: column of the deals
column spelt_as: the value as it is spelt
*/
create or replace table varied_spellings as
with
valued as (
    select
        own_region as region,
        product_line,
        channel,
        lost_to,
        rep_id,
        product_id,
        campaign_id,
        account_id,
    from exported_deals
),

spelt as (
    select
        column_name,
        spelt_as,
    from valued
    unpivot (
        spelt_as for column_name in (
            region, product_line, channel, lost_to, rep_id, product_id, campaign_id, account_id
        )
    )
    union
    select 'rep_id', rep_id from reps
    union
    select 'product_id', product_id from products
    union
    select 'campaign_id', campaign_id from campaigns
    union
    select 'account_id', account_id from accounts
)

select
    column_name,
    spelt_as,
from spelt
qualify
    count(*) over (
        partition by column_name, regexp_replace(lower(spelt_as), '[\s\x{00a0}\x{3000}]', '', 'g')
    ) > 1
order by column_name, spelt_as;
