/*
title: Deal changes
title_zh: 商机变更
about: The changes of the history up to the day of the export, with what each still says beside the deal's creation and
    closing.
grain: one row per change of a deal that exists
column deal_no: number of the deal
column happened_at: instant, not before the creation
column id_number: the change's own id where it is a number
column stage_order: place of the stage in its pipeline where the history has no times; orders changes of one day
column is_after: true after the closing; such a change says nothing about the deal's stage
column is_days_after: true after the day of the closing
column stage: open stage entered
column old_stage: open stage before
column is_stage_change: true where a stage is named before the closing
column outcome: open, won or lost from here on
column is_at_start: true at the instant of the creation
column is_guess: true where nothing says since when it is so
column amount: amount from here on; the lowest number there is: none from here on
column expected_close_date: expected close from here on; -infinity: none from here on
column rep_id: owner from here on; an empty text: none from here on
column region: region from here on; an empty text: none from here on
*/
create or replace temp table deal_changes as
select
    c.deal_no,
    greatest(h.changed_at, c.created_at) as happened_at,
    1::tinyint as kind,
    h.changed_at,
    try_cast(h.history_id as hugeint) as id_number,
    h.history_id,
    case
        when has_times() or h.stage is null then 0
        when s.kind <> 'open' then 1000
        else coalesce(s.stage_order, 500)
    end::smallint as stage_order,
    h.line_no,
    coalesce(greatest(h.changed_at, c.created_at) > c.closed_at, false) as is_after,
    is_after and h.changed_at::date > c.closed_at::date as is_days_after,
    case when not is_after then h.pipeline end as pipeline,
    case when not is_after and coalesce(s.kind, 'open') = 'open' then h.stage end as stage,
    case when coalesce(o.kind, 'open') = 'open' then h.old_stage end as old_stage,
    h.stage is not null and not is_after as is_stage_change,
    case when not is_after
        then coalesce(h.outcome, s.kind, case when h.stage is not null then 'open' end)
    end as outcome,
    case when not is_days_after then
        coalesce(
            h.amount,
            case
                when list_contains(h.emptied, 'amount') then -9999999999999999.99::decimal(18, 2)
            end
        )
    end as amount,
    case when not is_after then
        coalesce(
            h.expected_close_date,
            case when list_contains(h.emptied, 'expected_close_date') then '-infinity'::date end
        )
    end as expected_close_date,
    case when not is_after then h.probability end as probability,
    case when not is_after then h.forecast_category end as forecast_category,
    case when not is_days_after then
        coalesce(h.rep_id, case when list_contains(h.emptied, 'rep_id') then '' end)
    end as rep_id,
    case when not is_days_after then
        coalesce(h.region, case when list_contains(h.emptied, 'region') then '' end)
    end as region,
    h.is_deleted,
    greatest(h.changed_at, c.created_at) = c.created_at as is_at_start,
    coalesce(h.observed = 'first' and not (is_at_start and c.is_created_known), false) as is_guess,
from deal_history as h
inner join deal_closings as c on h.deal_id = c.deal_id
left join stages as s on h.stage = s.stage and coalesce(h.pipeline, c.pipeline) = s.pipeline
left join stages as o on h.old_stage = o.stage and coalesce(h.pipeline, c.pipeline) = o.pipeline
where h.changed_at::date <= exported_on();
