/*
title: Members on offer
title_zh: 可选成员
about: What each filter offers in the reader's scope: the members of its dimension among the deals that all other
    filters keep, whatever the period. Choosing a region leaves the teams and reps that have deals in it, and all
    regions. Stage, campaign and customer narrow nothing here.
grain: one row per dimension and member
column dimension: region, team, rep, product_line, account_size, channel, pipeline or deal_type
column value: what the filter takes; ~ where it is not set
column deals: deals on the day of the export; a deal counts once under each of its product lines
*/
create or replace view offered_members as
with
-- two dimensions whose filters a group fails offer it nowhere; one such dimension still offers it itself
judged as (
    select
        *,
        not is_chosen('regions', region) as is_other_region,
        not is_chosen('teams', team) as is_other_team,
        not is_chosen('reps', rep) as is_other_rep,
        not is_chosen('account_sizes', account_size) as is_other_size,
        not is_chosen('channels', channel) as is_other_channel,
        not is_chosen('pipelines', pipeline) as is_other_pipeline,
        not is_chosen('deal_types', deal_type) as is_other_type,
        is_filtered('product_lines') and not list_has_any(
            list_transform(product_lines, lambda line: coalesce(line, '~')),
            getvariable('product_lines')::text[]
        ) as is_other_line,
        is_other_region::integer + is_other_team::integer + is_other_rep::integer
            + is_other_size::integer
        + is_other_channel::integer + is_other_pipeline::integer + is_other_type::integer
        + is_other_line::integer as misses,
    from deal_groups
    where is_permitted(region, team, rep)
),

offered as (
    select * from judged
    where misses <= 1
),

listed as (
    select 'region' as dimension, region as member, deals from offered
    where misses = is_other_region::integer
    union all
    select 'team', team, deals from offered
    where misses = is_other_team::integer
    union all
    select 'rep', rep, deals from offered
    where misses = is_other_rep::integer
    union all
    select 'product_line', unnest(product_lines), deals from offered
    where misses = is_other_line::integer
    union all
    select 'account_size', account_size, deals from offered
    where misses = is_other_size::integer
    union all
    select 'channel', channel, deals from offered
    where misses = is_other_channel::integer
    union all
    select 'pipeline', pipeline, deals from offered
    where misses = is_other_pipeline::integer
    union all
    select 'deal_type', deal_type, deals from offered
    where misses = is_other_type::integer
)

select
    dimension,
    coalesce(member, '~') as value,
    sum(deals)::bigint as deals,
from listed
group by dimension, member
order by dimension, member nulls last;
