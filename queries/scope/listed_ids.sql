/*
title: Ids that have a table
title_zh: 已登记的编号
about: The ids of reps, products, campaigns and accounts as their own tables spell them, in the shape of the
    spellings of a column.
*/
create or replace macro listed_ids() as table
    select
        'rep_id' as column_name,
        rep_id as spelt_as,
        true as is_known,
        0 as deals,
        0 as amount,
    from reps
    union all
    select
        'product_id',
        product_id,
        true,
        0,
        0,
    from products
    union all
    select
        'campaign_id',
        campaign_id,
        true,
        0,
        0,
    from campaigns
    union all
    select
        'account_id',
        account_id,
        true,
        0,
        0,
    from accounts;
