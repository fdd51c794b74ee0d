/*
title: Steps in scope
title_zh: 范围内进出
about: The steps of open deals between two days that touch the reader's scope, by what each deal was at the step. The
    stages filter does not act
    here: it chooses the stages to look at, not the deals.
column was_in: was open and in scope before
column is_in: is open and in scope from then on
*/
create or replace macro scoped_steps(from_day, to_day) as table
    with
    chosen as (
        select
            *,
            coalesce(was_outcome = 'open', false) and is_deal_chosen(
                deal_no, was_region, was_team, was_rep, account_size, channel, was_pipeline
            ) as was_in,
            outcome = 'open' and is_deal_chosen(
                deal_no, region, team, rep, account_size, channel, pipeline
            ) as is_in,
        from stage_steps
        where on_date between from_day and to_day
    )

    select * from chosen
    where was_in or is_in;
