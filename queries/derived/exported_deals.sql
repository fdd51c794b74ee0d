/*
title: Deals as exported
title_zh: 商机（按导出）
about: What the export says of every deal that is not deleted, beside what the dashboard made of it: what the checks
    of the data compare.
grain: one row per deal of the export
column deal_id: the CRM's own id
column is_used: false where the deal is in no view, because it was created after the export or closed without a day
column outcome: final outcome: of its own column, else of its stage, else of the history
column stated_outcome: what its own column says
column stage_kind: kind of the stage it is exported in
column is_stage_known: false where nobody configured that stage; NULL without a stage
column created_date: day of creation as exported
column first_date: day it is taken to begin; NULL where neither a creation nor a history is known
column closed_date: day of closing as exported
column used_closed_date: day of closing as used; NULL while open
column exported_amount: amount in its own currency
column amount: amount in the reporting currency; NULL where none is set or no rate is known
column currency: its own currency
column region: its own, else its account's, else its rep's
column is_account_listed: whether the table of accounts has its account
column has_history: true where changes of stage are known
*/
create or replace table exported_deals as
with
latest as (
    select
        deal_no,
        amount,
    from deal_versions
    where valid_to_date = date '9999-12-31'
)

select
    d.deal_id,
    f.deal_no is not null as is_used,
    coalesce(f.final_outcome, d.outcome, s.kind, 'open') as outcome,
    d.outcome as stated_outcome,
    s.kind as stage_kind,
    s.is_configured as is_stage_known,
    coalesce(d.pipeline, default_pipeline()) as pipeline,
    d.stage,
    d.created_at::date as created_date,
    f.created_date as first_date,
    d.closed_at::date as closed_date,
    f.closed_at::date as used_closed_date,
    d.expected_close_date,
    d.probability,
    d.amount as exported_amount,
    case
        when f.deal_no is not null then v.amount
        when coalesce(d.currency = reporting_currency(), true) then d.amount
    end as amount,
    coalesce(d.currency, reporting_currency()) as currency,
    d.account_id,
    d.rep_id,
    d.product_id,
    d.campaign_id,
    d.lead_id,
    d.region as own_region,
    d.product_line,
    d.channel,
    d.deal_type,
    d.lost_to,
    coalesce(d.region, a.own_region, r.region) as region,
    r.team,
    r.rep,
    coalesce(a.is_listed, false) as is_account_listed,
    coalesce(f.has_history, false) as has_history,
from deals as d
left join deal_facts as f on d.deal_id = f.deal_id
left join latest as v on f.deal_no = v.deal_no
left join account_facts as a on d.account_id = a.account_id
left join rep_facts as r on d.rep_id = r.rep_id
left join stages as s on d.stage = s.stage and coalesce(d.pipeline, default_pipeline()) = s.pipeline
where not coalesce(d.is_deleted, false)
order by d.deal_id;
