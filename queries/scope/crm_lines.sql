/*
title: Lines of the reconciliation
title_zh: 对账的每一行
about: The deals behind each line of the reconciliation: those that the export counts, those of each step, those that
    the dashboard counts, those of each note.
grain: one row per row of the exported deals, measure and line
column line_step: exported, a step, counted or a note
column amount: what the deal adds to the line; NULL in a note, which adds nothing
column deals_change: 1 where it comes in, -1 where it drops out, 0 where only its amount changes; NULL in a note
*/
create or replace macro crm_lines(from_day, to_day, on_day) as table
    with
    told as (
        select
            * exclude (amount_then),
            case when is_counted then amount_then end as counted_value,
            unnest([
                {step: 'exported', amount: crm_amount, change: 1, is_told: is_in_crm},
                {
                    step: step,
                    amount: counted_amount - crm_amount,
                    change: is_counted::integer - is_in_crm::integer,
                    is_told: step not in ('unchanged', 'aside')
                },
                {step: 'counted', amount: counted_amount, change: 1, is_told: is_counted},
                {step: note, amount: null, change: null, is_told: note is not null}
            ]) as line_told,
        from crm_steps(from_day, to_day, on_day)
    )

    select
        * exclude (line_told),
        line_told.step as line_step,
        line_told.amount::decimal(18, 2) as amount,
        line_told.change::integer as deals_change,
    from told
    where line_told.is_told;
