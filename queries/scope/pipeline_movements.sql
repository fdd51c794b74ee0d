/*
title: Pipeline movements
title_zh: 管道变动
about: What happened to the open pipeline, and to its part expected to close in the period, as movements: from
    states that may be grouped before, with how many there are.
*/
create or replace macro pipeline_movements(from_day, to_day, end_day) as table
    with
    summed as (
        select
            is_change, is_last, is_open, was_open, is_in, was_in, is_due, was_due, is_flash,
            outcome, was_outcome, direction,
            count(*) as deals,
            sum(amount) as amount,
            sum(abs(difference)) as difference,
        from pipeline_states(from_day, to_day, end_day)
        group by all
    ),

    slices as (
        select
            *,
            unnest(['open', 'expected_in_period']) as basis,
            is_open and (basis = 'open' or is_due) as is_member,
            was_open and (basis = 'open' or was_due) as was_member,
            is_flash and (basis = 'open' or is_due) as is_member_flash,
        from summed
    )

    select
        basis,
        'opening' as movement,
        deals,
        amount,
    from slices
    where is_member and not is_change
    union all
    select
        basis,
        'ending',
        deals,
        amount,
    from slices
    where is_member and is_last
    union all
    select
        basis,
        case direction when 1 then 'increased' else 'decreased' end,
        deals,
        difference,
    from slices
    where was_member and is_change and direction <> 0
    union all
    select
        basis,
        movement_of(was_member, is_member, was_in, is_in, was_outcome, outcome),
        deals,
        amount,
    from slices
    where is_change and was_member <> is_member
    union all
    select
        basis,
        unnest(['created', outcome]),
        deals,
        amount,
    from slices
    where is_change and is_member_flash;
