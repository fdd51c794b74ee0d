/*
title: Deals as the CRM has them
title_zh: CRM 中的商机
about: Every row of the exported deals, also those refused, repeated or deleted, with what a report of the CRM would
    count
    it under today: its own outcome, day, amount and owner.
grain: one row per row of the exported deals
column deal_no: number of the deal; NULL where it is in no view
column file: file of a refused row; NULL for the others
column is_repeated: true for a refused row whose deal another row tells
column outcome: what its own column says, else its stage; NULL where a refused row does not tell
column closed_date: its closing, else its expected close; NULL while open
column exported_amount: amount in its own currency
column region: today's: its own, else its account's, else its rep's
column stage: open stage it is exported in
column used_created_date: day it is taken to begin
column used_closed_date: day of closing as used; NULL while open
*/
create or replace table crm_deals as
with
refused as (
    select
        *,
        coalesce(
            deal_id in (select d.deal_id from deals as d)
            or row_number() over (partition by deal_id order by file, line nulls last) > 1, false
        ) and deal_id is not null as is_repeated,
    from refused_deals
),

every as (
    select
        deal_id, name, account_id, rep_id, pipeline, stage, amount, currency, created_at,
        expected_close_date, closed_at, outcome, deal_type, region, product_line, channel,
        campaign_id, is_deleted, null::text as file, null::bigint as line, null::text as reason,
        false as is_repeated,
        deal_id as known_id,
    from deals
    union all by name
    select
        *,
        null::text as known_id,
    from refused
)

select
    f.deal_no,
    e.deal_id,
    coalesce(e.name, e.deal_id) as deal,
    e.file,
    e.line,
    e.reason,
    e.is_repeated,
    coalesce(e.is_deleted, false) as is_deleted,
    coalesce(e.outcome, s.kind, case when e.reason is null or e.stage is not null then 'open' end)
        as outcome,
    e.created_at::date as created_date,
    case
        when coalesce(e.outcome, s.kind) in ('won', 'lost')
            then coalesce(e.closed_at::date, e.expected_close_date)
    end as closed_date,
    e.amount as exported_amount,
    coalesce(e.currency, reporting_currency()) as currency,
    coalesce(e.region, a.own_region, r.region) as region,
    r.team,
    r.rep,
    coalesce(e.pipeline, default_pipeline()) as pipeline,
    case when coalesce(s.kind, 'open') = 'open' then e.stage end as stage,
    e.account_id,
    a.account,
    a.account_size,
    coalesce(f.channel, e.channel) as channel,
    coalesce(f.campaign_id, e.campaign_id) as campaign_id,
    coalesce(f.product_line, e.product_line) as product_line,
    e.deal_type,
    f.created_date as used_created_date,
    f.closed_at::date as used_closed_date,
    coalesce(f.is_closed_moved, false) as is_closed_moved,
from every as e
left join deal_facts as f on e.known_id = f.deal_id
left join account_facts as a on e.account_id = a.account_id
left join rep_facts as r on e.rep_id = r.rep_id
left join stages as s on e.stage = s.stage and coalesce(e.pipeline, default_pipeline()) = s.pipeline
order by e.deal_id nulls last, e.file nulls first, e.line nulls last;
