/*
title: Deal closings
title_zh: 商机结单
about: When each deal began and, if it is closed, on which instant: the one closing that results, states, stays and
    movements share.
    Deals created after the day of the export and deals deleted without a day are left out.
grain: one row per deal
column deal_no: number of the deal in order of its id
column deal_id: the CRM's own id
column pipeline: pipeline as exported, else the default one
column created_at: creation, else the first change; NULL where neither is known
column is_created_known: false where the creation is read from the first change
column has_history: true where a change of the deal up to its closing names an open stage, as the new one or the one
    before
column is_joined_late: true where the first export that tells the deal's history is later than its beginning
column outcome: final outcome: the outcome's own column, else the kind of the stage, else of the last stage in the
    history
column closed_at: final closing, not before creation and not after the export; NULL while open or where no day is known
column is_closed_moved: true where the closing was moved to the creation or to the day of the export
column last_changed_at: last change that counts
*/
create or replace temp table deal_closings as
with
-- without a closing of its own, a deal closed on its last change into the outcome; of one instant, closings come last
outcomes as (
    select
        s.deal_id,
        c.changed_at,
        c.outcome = s.outcome as is_closing,
        lag(c.outcome = s.outcome, 1, false)
            over (partition by s.deal_id order by c.changed_at, c.outcome = s.outcome)
                as was_closing,
    from deal_beginnings as s
    inner join told_outcomes as c on s.deal_id = c.deal_id
    where s.exported_closed_at is null and s.outcome <> 'open' and c.outcome is not null
),

from_history as (
    select
        deal_id,
        max(changed_at) as closed_at,
    from outcomes
    where is_closing and not was_closing
    group by deal_id
),

known as (
    select
        s.*,
        h.closed_at as history_closed_at,
    from deal_beginnings as s
    left join from_history as h on s.deal_id = h.deal_id
),

-- a closing known by its day only takes the instant of the change that closed the deal on that day
on_the_day as (
    select
        k.deal_id,
        max(c.changed_at) filter (where c.outcome = k.outcome) as closing_at,
        max(c.changed_at) as last_at,
    from known as k
    inner join told_outcomes as c
        on k.deal_id = c.deal_id and k.exported_closed_at::date = c.changed_at::date
    where has_times() and k.outcome <> 'open' and k.exported_closed_at::time = time '00:00:00'
    group by k.deal_id
),

closing as (
    select
        k.*,
        case
            when k.outcome <> 'open' then
                coalesce(
                    o.closing_at, greatest(k.exported_closed_at, o.last_at), k.history_closed_at
                )
        end as closing_at,
    from known as k
    left join on_the_day as o on k.deal_id = o.deal_id
)

select
    deal_no, deal_id, pipeline, created_at, is_created_known, is_joined_late, outcome,
    case
        when closing_at::date > exported_on() then greatest(exported_on()::timestamp, created_at)
        when closing_at is not null then greatest(closing_at, created_at)
    end as closed_at,
    is_staged and coalesce(staged_at <= closed_at, true) as has_history,
    coalesce(closing_at::date > exported_on() or closing_at::date < created_at::date, false)
        as is_closed_moved,
    last_at as last_changed_at,
from closing
where outcome = 'open' or closing_at is not null;
