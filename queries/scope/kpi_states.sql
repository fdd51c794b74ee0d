/*
title: States of key figures
title_zh: 指标中的在途商机
about: What was open at the ends of some days, and what some periods created, as known on those days.
grain: one row per period with a deal open or created
column span_no: position of the period in the lists
column coverable_amount: amount of the open deals that can cover the target of the period
*/
create or replace macro kpi_states(from_days, to_days, on_days) as table
    with
    versions as (
        select
            outcome = 'open' as is_open,
            amount,
            (amount * probability)::decimal(18, 4) as weighted,
            expected_close_date,
            created_at,
            created_date,
            rep_id,
            pipeline,
            case when is_start_known and outcome = 'open' then stage end as stage,
            stage_entered_at,
            stage_entered_date,
            valid_from_date,
            valid_to_date,
        from scoped_versions()
        where
            outcome <> 'removed'
            and valid_to_date > list_min(on_days)
            and (outcome = 'open' or created_date >= list_min(from_days))
    ),

    standing as (
        select
            s.span_no,
            s.on_day,
            v.is_open,
            v.amount,
            v.weighted,
            v.expected_close_date,
            v.rep_id,
            v.pipeline,
            v.stage,
            coalesce(v.created_date between s.from_day and s.last_day, false) as is_created,
            v.is_open and is_coverable(v.expected_close_date, s.from_day, s.to_day, s.on_day) as is_coverable,
            days_up_to(s.on_day, v.created_at, v.created_date) as age_days,
            days_up_to(s.on_day, v.stage_entered_at, v.stage_entered_date) as days_in_stage,
        from versions as v
        inner join kpi_spans(from_days, to_days, on_days) as s
            on v.valid_from_date <= s.on_day and v.valid_to_date > s.on_day
    ),

    judged as (
        select
            d.*,
            d.is_open and d.days_in_stage > s.limit_days as is_stalled,
            coalesce(d.is_open and d.age_days > c.limit_days, false) as is_beyond_cycle,
        from standing as d
        left join stalled_limits(on_days) as s
            on d.on_day = s.on_day and d.pipeline = s.pipeline and d.stage = s.stage
        left join cycle_limits(on_days) as c
            on d.on_day = c.on_day and d.rep_id is not distinct from c.rep_id
    )

    select
        span_no,
        open_deals(is_open) as open_deals,
        open_amount(amount, is_open) as open_amount,
        effective_open_amount(amount, is_open, is_beyond_cycle) as effective_open_amount,
        open_amount(weighted, is_open) as weighted_amount,
        stalled_amount(amount, is_stalled) as stalled_amount,
        open_without_close_date(is_open, expected_close_date) as open_without_close_date,
        created_deals(is_created) as created_deals,
        created_amount(amount, is_created) as created_amount,
        open_amount(amount, is_coverable) as coverable_amount,
        open_amount(weighted, is_coverable) as weighted_coverable_amount,
        open_amount(amount, is_coverable and not is_beyond_cycle) as effective_coverable_amount,
    from judged
    group by span_no;
