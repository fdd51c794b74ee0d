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
    open_versions as (
        select
            amount,
            (amount * probability)::decimal(18, 4) as weighted,
            expected_close_date,
            created_at,
            created_date,
            rep_id,
            pipeline,
            case when is_start_known then stage end as stage,
            stage_entered_at,
            stage_entered_date,
            valid_from_date,
            valid_to_date,
        from scoped_versions()
        where outcome = 'open'
            and valid_to_date > list_min(on_days)
            and valid_from_date <= list_max(on_days)
    ),

    -- a deal is open at the ends of many days: summed by its flags before anything else is asked of it
    standing as (
        select
            s.span_no,
            v.expected_close_date is null as is_dateless,
            is_coverable(v.expected_close_date, s.from_day, s.to_day, s.on_day) as is_coverable,
            days_up_to(s.on_day, v.stage_entered_at, v.stage_entered_date) > l.limit_days
                as is_stalled,
            coalesce(days_up_to(s.on_day, v.created_at, v.created_date) > c.limit_days, false)
                as is_beyond_cycle,
            count(*) as deals,
            sum(v.amount) as amount,
            sum(v.weighted) as weighted,
        from open_versions as v
        inner join kpi_spans(from_days, to_days, on_days) as s
            on v.valid_from_date <= s.on_day and v.valid_to_date > s.on_day
        left join stalled_limits(on_days) as l
            on s.on_day = l.on_day and v.pipeline = l.pipeline and v.stage = l.stage
        left join cycle_limits(on_days) as c
            on s.on_day = c.on_day and v.rep_id is not distinct from c.rep_id
        group by all
    ),

    summed as (
        select
            span_no,
            sum(deals)::bigint as open_deals,
            open_amount(amount, true) as open_amount,
            effective_open_amount(amount, true, is_beyond_cycle) as effective_open_amount,
            open_amount(weighted, true) as weighted_amount,
            stalled_amount(amount, is_stalled) as stalled_amount,
            (sum(deals) filter (where is_dateless))::bigint as open_without_close_date,
            open_amount(amount, is_coverable) as coverable_amount,
            open_amount(weighted, is_coverable) as weighted_coverable_amount,
            open_amount(amount, is_coverable and not is_beyond_cycle) as effective_coverable_amount,
        from standing
        group by span_no
    ),

    created as (
        select
            s.span_no,
            created_deals(true) as created_deals,
            created_amount(v.amount, true) as created_amount,
        from scoped_versions() as v
        inner join kpi_spans(from_days, to_days, on_days) as s
            on
                v.created_date >= s.from_day
                and v.created_date <= s.last_day
                and v.valid_from_date <= s.on_day
                and v.valid_to_date > s.on_day
        where v.outcome <> 'removed'
            and v.created_date >= list_min(from_days)
            and v.valid_to_date > list_min(on_days)
        group by s.span_no
    )

    select *
    from summed
    full join created using (span_no);
