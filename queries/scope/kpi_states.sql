/*
title: States of key figures
title_zh: 指标中的在途商机
about: What was open at the ends of some days, and what some periods created, as known on those days.
grain: one row per period with a deal open or created
column span_no: position of the period in the lists
*/
create or replace macro kpi_states(from_days, to_days, on_days) as table
    with
    days as (
        select distinct unnest(on_days) as on_day
    ),

    -- most deals share their days with others: summed by them before the days are looked at
    open_spans as (
        select
            valid_from_date,
            valid_to_date,
            count(*) as deals,
            count(*) filter (where expected_close_date is null) as dateless_deals,
            sum(amount) as amount,
            sum((amount * probability)::decimal(18, 4)) as weighted,
        from scoped_versions()
        where outcome = 'open' and valid_to_date > list_min(on_days) and valid_from_date <= list_max(on_days)
        group by valid_from_date, valid_to_date
    ),

    standing as (
        select
            d.on_day,
            sum(o.deals)::bigint as open_deals,
            open_amount(o.amount, true) as open_amount,
            open_amount(o.weighted, true) as weighted_amount,
            sum(o.dateless_deals)::bigint as open_without_close_date,
        from open_spans as o
        inner join days as d on o.valid_from_date <= d.on_day and o.valid_to_date > d.on_day
        group by d.on_day
    ),

    creations as (
        select
            created_date,
            valid_from_date,
            valid_to_date,
            count(*) as deals,
            sum(amount) as amount,
        from scoped_versions()
        where outcome <> 'removed' and created_date >= list_min(from_days) and valid_to_date > list_min(on_days)
        group by all
    ),

    created as (
        select
            s.span_no,
            sum(c.deals)::bigint as created_deals,
            created_amount(c.amount, true) as created_amount,
        from creations as c
        inner join kpi_spans(from_days, to_days, on_days) as s
            on
                c.created_date >= s.from_day
                and c.created_date <= s.last_day
                and c.valid_from_date <= s.on_day
                and c.valid_to_date > s.on_day
        group by s.span_no
    )

    select
        s.span_no,
        o.* exclude (on_day),
        l.stalled_amount,
        c.* exclude (span_no),
    from kpi_spans(from_days, to_days, on_days) as s
    left join standing as o on s.on_day = o.on_day
    left join kpi_stalled(on_days) as l on s.on_day = l.on_day
    left join created as c on s.span_no = c.span_no;
