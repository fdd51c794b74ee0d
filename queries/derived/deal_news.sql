/*
title: Deal news
title_zh: 导出时的商机
about: What the export says of a deal on its day that the records before it do not.
grain: one row per deal of which it says something new
column deal_no: number of the deal
column event_no: position among all events, after the last record of the deal
column kind: 3
column is_guess: true: nothing says when it became so
*/
create or replace temp table deal_news as
with
last_set as (
    select
        deal_no,
        max(event_no) as event_no,
        arg_max(pipeline, event_no) as pipeline,
        arg_max(stage, event_no) as stage,
        arg_max(outcome, event_no) as outcome,
        arg_max(amount, event_no) as amount,
        arg_max(expected_close_date, event_no) as expected_close_date,
        arg_max(rep_id, event_no) as rep_id,
        arg_max(region, event_no) as region,
        arg_max(is_deleted, event_no) as is_deleted,
    from deal_records
    group by deal_no
),

exports as (
    select
        c.deal_no,
        greatest(exported_on()::timestamp, c.last_changed_at, c.created_at, c.closed_at)
            as happened_at,
        3::tinyint as kind,
        true as is_guess,
        c.outcome = 'open' as is_open,
        case when is_open then d.pipeline end as pipeline,
        case when is_open and coalesce(s.kind, 'open') = 'open' then d.stage end as stage,
        case when is_open then 'open' end as outcome,
        d.amount,
        d.expected_close_date,
        case when is_open then d.rep_id end as rep_id,
        case when is_open then d.region end as region,
        d.is_deleted,
    from deal_closings as c
    inner join deals as d on c.deal_id = d.deal_id
    left join stages as s on d.stage = s.stage and c.pipeline = s.pipeline
)

select
    e.* exclude (is_open),
    -- where there are none it is the only event of its deal
    coalesce(l.event_no + 1, -e.deal_no) as event_no,
from exports as e
left join last_set as l on e.deal_no = l.deal_no
where
    e.pipeline <> l.pipeline
    or e.stage <> coalesce(l.stage, '')
    or e.outcome <> coalesce(l.outcome, '')
    or e.amount <> l.amount
    or (l.amount is null and e.amount is not null)
    or e.expected_close_date <> l.expected_close_date
    or e.rep_id <> l.rep_id
    or e.region <> l.region
    or e.is_deleted <> coalesce(l.is_deleted, false);
