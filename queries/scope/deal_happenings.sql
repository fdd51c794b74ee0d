/*
title: Happenings of deals
title_zh: 商机经过
about: Everything that happened to every deal up to a day: steps, changes of amount, expected close and owner,
    activities. An amount of 0 written
    where none was changes nothing.
column event: as in deal_timeline
column event_order: orders the events of one instant
column region: of an activity that of whoever did it
column team: the owner's from then on
column was_team: the owner's before
column stay_days: length of the stay that the event begins, up to the day while it lasts
*/
create or replace macro deal_happenings(on_day) as table
    select
        f.deal_id, f.deal, f.created_at, s.happened_at, s.on_date, s.way as event, 5 as event_order,
        s.step_no as event_no, s.stage,
        case when s.was_outcome = 'open' then nullif(s.was_stage, s.stage) end as was_stage,
        case
            when not s.is_start_known then null
            when s.left_date <= on_day then s.days
            when s.left_date is not null then days_up_to(on_day, s.happened_at, s.on_date)
        end as stay_days,
        s.amount,
        null::decimal(18, 2) as was_amount,
        s.expected_close_date,
        null::date as was_expected_close_date,
        s.rep, null::text as was_rep, s.region, null::text as was_region, null::text as activity,
        null::text as activity_id, s.team, null::text as was_team,
    from stage_steps as s
    inner join deal_facts as f on s.deal_no = f.deal_no
    where s.on_date <= on_day and s.way <> 'transferred'
    union all
    select
        f.deal_id, f.deal, f.created_at, v.valid_from, v.valid_from_date,
        case
            when coalesce(v.amount, 0) > coalesce(v.was_amount, 0) then 'increased'
            else 'decreased'
        end,
        1, v.event_no, v.stage, null, null, v.amount, v.was_amount, v.expected_close_date, null,
        v.rep, null, v.region, null, null, null, v.team, null,
    from deal_versions as v
    inner join deal_facts as f on v.deal_no = f.deal_no
    where
        v.valid_from_date <= on_day and v.was_outcome is not null
        and coalesce(v.amount, 0) <> coalesce(v.was_amount, 0)
    union all
    select
        f.deal_id, f.deal, f.created_at, v.valid_from, v.valid_from_date,
        case
            when date_trunc('month', v.expected_close_date)
                > date_trunc('month', v.was_expected_close_date)
                then 'pushed'
            else 'close_date_moved'
        end,
        2, v.event_no, v.stage, null, null, v.amount, null, v.expected_close_date,
        v.was_expected_close_date, v.rep, null, v.region, null, null, null, v.team, null,
    from deal_versions as v
    inner join deal_facts as f on v.deal_no = f.deal_no
    where
        v.valid_from_date <= on_day and v.was_outcome is not null
        and v.was_expected_close_date is distinct from v.expected_close_date
    union all
    select
        f.deal_id, f.deal, f.created_at, v.valid_from, v.valid_from_date, 'transferred', 3,
        v.event_no, v.stage, null, null, v.amount, null, v.expected_close_date, null, v.rep,
        v.was_rep, v.region, v.was_region, null, null, v.team,
        v.was_team,
    from deal_versions as v
    inner join deal_facts as f on v.deal_no = f.deal_no
    where
        v.valid_from_date <= on_day and v.was_outcome = 'open' and v.outcome = 'open'
        and (v.was_rep_id is distinct from v.rep_id or v.was_region is distinct from v.region)
    union all
    -- what ends a deal that was not open is no step
    select
        f.deal_id, f.deal, f.created_at, v.valid_from, v.valid_from_date, v.outcome, 4, v.event_no,
        v.stage, null, null, v.amount, null, v.expected_close_date, null, v.rep, null, v.region,
        null, null, null, v.team, null,
    from deal_versions as v
    inner join deal_facts as f on v.deal_no = f.deal_no
    where
        v.valid_from_date <= on_day
        and v.outcome <> 'open'
        and coalesce(v.was_outcome, '') not in ('open', v.outcome)
        and (v.was_outcome is not null or v.outcome = 'removed' or v.created_date is null)
    union all
    select
        f.deal_id, f.deal, f.created_at, a.occurred_at, a.occurred_date, 'activity', 6, 0, null,
        null, null, null, null, null, null, a.rep, null, a.region, null, a.kind, a.activity_id,
        a.team, null,
    from activity_facts as a
    inner join deal_facts as f on a.deal_id = f.deal_id
    where a.occurred_date <= on_day;
