/*
title: Recent closings of key figures
title_zh: 指标中的近期结单
about: What the closings of the twelve months up to some days were like: the experience that required coverage and
    velocity rest on.
grain: one row per period with a closing in the twelve months up to its day
column span_no: position of the period in the lists
column recent_closings: closings of the 12 months before the day
*/
create or replace macro kpi_recents(from_days, to_days, on_days) as table
    with
    -- a year of closings is looked at for every period: summed by their days before that
    closings as (
        select
            outcome = 'won' as is_won,
            closed_date,
            valid_from_date,
            valid_to_date,
            count(*) as deals,
            sum(amount) as amount,
            count(amount) as valued_deals,
            sum(cycle_days) as cycle_days,
            count(cycle_days) as timed_deals,
        from scoped_versions()
        where outcome in ('won', 'lost') and closed_date >= list_min(on_days)::date - 366
        group by all
    )

    select
        s.span_no,
        sum(c.deals)::bigint as recent_closings,
        win_rate(c.is_won, true, cases := c.deals) as recent_win_rate,
        win_rate_by_amount(c.is_won, true, c.amount) as recent_win_rate_by_amount,
        average_won_amount(c.amount, c.is_won, cases := c.valued_deals)
            as recent_average_won_amount,
        mean_cycle_days(c.cycle_days, c.is_won, cases := c.timed_deals) as recent_mean_cycle_days,
    from closings as c
    inner join kpi_spans(from_days, to_days, on_days) as s
        on c.closed_date > s.year_before
            and c.valid_from_date <= s.on_day
            and c.valid_to_date > s.on_day
    group by s.span_no;
