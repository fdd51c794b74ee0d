/*
title: Closings of key figures
title_zh: 指标中的结单
about: What was won and lost in some periods, as known at the ends of some days: the flows of the key figures.
grain: one row per period with a closing
column span_no: position of the period in the lists
column competitive_closings: won deals and those lost to a competitor
column valued_closings: those whose amount is known
column timed_wins: won deals whose cycle is known
*/
create or replace macro kpi_closings(from_days, to_days, on_days) as table
    with
    closings as (
        select
            deal_no,
            account_id,
            outcome,
            amount,
            closed_date,
            cycle_days,
            valid_from_date,
            valid_to_date,
        from scoped_versions()
        where outcome in ('won', 'lost') and closed_date >= list_min(from_days)
    ),

    counted as (
        select
            s.span_no,
            c.deal_no,
            c.account_id,
            c.amount,
            c.closed_date,
            c.cycle_days,
            c.outcome = 'won' as is_won,
            c.outcome = 'lost' as is_lost,
        from closings as c
        inner join kpi_spans(from_days, to_days, on_days) as s
            on
                c.closed_date >= s.from_day
                and c.closed_date <= s.last_day
                and c.valid_from_date <= s.on_day
                and c.valid_to_date > s.on_day
    ),

    lost_to_competitors as (
        select
            deal_no,
            closed_at::date as closed_date,
        from deal_facts
        where ending = 'lost_to_competitor'
    ),

    flagged as (
        select
            c.*,
            c.is_won and w.won_date is not null as is_first_win,
            c.is_lost and f.closed_date is not null as is_lost_to_competitor,
        from counted as c
        left join first_wins(from_days, to_days, on_days) as w
            on c.span_no = w.span_no and c.account_id = w.account_id and c.closed_date = w.won_date
        left join lost_to_competitors as f
            on c.deal_no = f.deal_no and c.closed_date = f.closed_date
    )

    select
        span_no,
        won_amount(amount, is_won)::decimal(38, 2) as won_amount,
        won_deals(is_won) as won_deals,
        lost_amount(amount, is_lost)::decimal(38, 2) as lost_amount,
        lost_deals(is_lost) as lost_deals,
        win_rate(is_won, true) as win_rate,
        competitive_win_rate(is_won, is_lost_to_competitor) as competitive_win_rate,
        win_rate_by_amount(is_won, true, amount) as win_rate_by_amount,
        average_won_amount(amount, is_won) as average_won_amount,
        mean_cycle_days(cycle_days, is_won) as mean_cycle_days,
        median_cycle_days(cycle_days, is_won) as median_cycle_days,
        new_customers(account_id, is_first_win) as new_customers,
        count(*) filter (where is_won or is_lost_to_competitor) as competitive_closings,
        count(amount) as valued_closings,
        count(amount) filter (where is_won) as valued_wins,
        count(cycle_days) filter (where is_won) as timed_wins,
    from flagged
    group by span_no;
