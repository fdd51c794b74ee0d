/*
title: Deal stretches
title_zh: 商机归属段
about: Stretches of days in which a deal has one pipeline, rep, team and region; a stretch holds the closing that ends
    it and lasts until a reopening.
    Days on which the deal was removed are in none.
grain: one row per stretch of a deal
column deal_no: number of the deal
column created_date: day of creation
column dims_from: first day
column dims_to: day after the last one; 9999-12-31 while it lasts
column outcome: won or lost where the stretch holds a closing, else open
column closed_date: day of that closing; 9999-12-31 where there is none
*/
create or replace table deal_stretches as
with
marked as (
    select
        deal_no,
        event_no,
        outcome,
        valid_from_date,
        valid_to_date,
        closed_date,
        (was_outcome is null)
        or (was_pipeline is distinct from pipeline)
        or (was_rep_id is distinct from rep_id)
        or (was_team is distinct from team)
        or (was_region is distinct from region)
        or (outcome = 'open' and was_outcome <> 'open')
        or (outcome <> was_outcome and outcome <> 'open' and was_outcome <> 'open')
        or (outcome = 'removed' and was_outcome <> 'removed') as is_break,
    from deal_versions
),

numbered as (
    select
        *,
        last_value(
            case when is_break then event_no end ignore nulls
        ) over (partition by deal_no order by event_no) as stretch_no,
    from marked
),

grouped as (
    select
        deal_no,
        stretch_no,
        min(valid_from_date) as dims_from,
        max(valid_to_date) as dims_to,
        arg_max(outcome, event_no) as outcome,
        max(closed_date) as closed_date,
    from numbered
    group by deal_no, stretch_no
)

select
    g.deal_no,
    g.dims_from,
    g.dims_to,
    v.pipeline,
    v.rep,
    v.team,
    v.region,
    f.product_line,
    f.account_size,
    f.channel,
    f.has_history,
    f.created_date,
    g.outcome,
    coalesce(g.closed_date, date '9999-12-31') as closed_date,
from grouped as g
inner join deal_versions as v on g.stretch_no = v.event_no
inner join deal_facts as f on g.deal_no = f.deal_no
where g.outcome <> 'removed';
