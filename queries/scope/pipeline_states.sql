/*
title: Pipeline states
title_zh: 管道状态变动
about: The states of deals that touch the days from the end of the day before a period to the end of a day,
    with what they were before, and whether the deal was in the reader's scope then and is now.
column is_change: begins in the period
column is_last: in force at the end of the last day
column is_due: expected to close in the period
column difference: amount less the amount before
column direction: 1 up, -1 down, 0 same
*/
create or replace macro pipeline_states(from_day, to_day, end_day) as table
    with
    touching as (
        select
            *,
            is_deal_chosen(deal_no, region, team, rep, account_size, channel, pipeline)
            and is_chosen('stages', stage) as is_in,
            is_deal_chosen(
                deal_no, was_region, was_team, was_rep, account_size, channel, was_pipeline
            )
            and is_chosen('stages', was_stage) as was_chosen,
        from deal_versions
        where
            valid_from_date <= end_day
            and valid_to_date >= least(from_day, end_day + 1)
            -- what was closed before the period is no movement of it
            and (
                outcome = 'open'
                or (valid_from_date >= from_day and (was_outcome = 'open' or was_outcome is null))
            )
    ),

    placed as (
        select
            *,
            was_outcome is not null and case when is_transfer then was_chosen else is_in end
                as was_in,
        from touching
    )

    select
        deal_no, deal_id, valid_from_date, pipeline, stage, region, team, rep, outcome, was_outcome,
        is_in, was_in,
        valid_from_date >= from_day as is_change,
        valid_to_date > end_day as is_last,
        is_in and outcome = 'open' as is_open,
        was_in and was_outcome = 'open' as was_open,
        coalesce(expected_close_date between from_day and to_day, false) as is_due,
        coalesce(was_expected_close_date between from_day and to_day, false) as was_due,
        -- created and closed at one instant: it entered and left
        is_in and was_outcome is null and outcome in ('won', 'lost') and created_date is not null
            as is_flash,
        coalesce(amount, 0) as amount,
        coalesce(amount, 0) - coalesce(was_amount, 0) as difference,
        sign(difference)::tinyint as direction,
    from placed
    where is_in or was_in;
