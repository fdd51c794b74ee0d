/*
title: Groups of deals
title_zh: 商机分组
about: How many deals share the same values of what a reader filters by, as of the day of the export: what the filters
    offer is counted here, not deal by deal.
grain: one row per combination of region, team, rep, product lines, account size, channel, pipeline and deal type
column product_lines: every product line of the deals, in order; NULL in the list where a deal has none
column deals: deals of the group, closed ones included
*/
create or replace table deal_groups as
with
lines as (
    select
        deal_no,
        list(product_line order by product_line nulls last) as product_lines,
    from deal_product_lines
    group by deal_no
)

select
    v.region,
    v.team,
    v.rep,
    l.product_lines,
    v.account_size,
    v.channel,
    v.pipeline,
    f.deal_type,
    count(*) as deals,
from deal_versions as v
inner join deal_facts as f on v.deal_no = f.deal_no
left join lines as l on v.deal_no = l.deal_no
where v.valid_from_date <= exported_on()
    and v.valid_to_date > exported_on()
    and v.outcome <> 'removed'
group by all
order by all;
