/*
title: Coverage of key figures
title_zh: 指标中的覆盖与有效商机
about: What the deals open at the ends of some days can still bring: those within their usual cycle, and those that can
    cover the target of a period.
grain: one row per period with an open deal
column span_no: position of the period in the lists
column coverable_amount: amount of the open deals that can cover the target of the period
*/
create or replace macro kpi_effectives(from_days, to_days, on_days) as table
    with
    open_versions as (
        select
            amount,
            (amount * probability)::decimal(18, 4) as weighted,
            expected_close_date,
            created_at,
            created_date,
            rep_id,
            valid_from_date,
            valid_to_date,
        from scoped_versions()
        where outcome = 'open' and valid_to_date > list_min(on_days) and valid_from_date <= list_max(on_days)
    ),

    -- summed by flags, since there are many deals and few sums
    standing as (
        select
            s.span_no,
            is_coverable(v.expected_close_date, s.from_day, s.to_day, s.on_day) as is_coverable,
            coalesce(days_up_to(s.on_day, v.created_at, v.created_date) > c.limit_days, false) as is_beyond_cycle,
            sum(v.amount) as amount,
            sum(v.weighted) as weighted,
        from open_versions as v
        inner join kpi_spans(from_days, to_days, on_days) as s
            on v.valid_from_date <= s.on_day and v.valid_to_date > s.on_day
        left join cycle_limits(on_days) as c
            on s.on_day = c.on_day and v.rep_id is not distinct from c.rep_id
        group by all
    )

    select
        span_no,
        effective_open_amount(amount, true, is_beyond_cycle) as effective_open_amount,
        open_amount(amount, is_coverable) as coverable_amount,
        open_amount(weighted, is_coverable) as weighted_coverable_amount,
        open_amount(amount, is_coverable and not is_beyond_cycle) as effective_coverable_amount,
    from standing
    group by span_no;
