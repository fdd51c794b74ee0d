/*
title: Targets in scope
title_zh: 范围内目标
about: The targets for won amount that a view of a level reads over a period: those set at its own level
    (finer where a finer filter is on), else those of the next finer level that has any. None where a filter
    is on by something targets are not set for.
column period_amount: part of the target that falls into the period, by days
column to_date_amount: part that falls on its days up to the as-of day
*/
create or replace macro scoped_targets(own_level, from_day, to_day, on_day) as table
    with
    eligible as (
        select *
        from target_days
        where
            from_date <= to_day and to_date >= from_day
            and case
                when is_filtered('product_lines') then product_line is not null and is_chosen('product_lines', product_line)
                else product_line is null
            end
            and not (
                is_filtered('account_sizes') or is_filtered('channels') or is_filtered('pipelines')
                or is_filtered('deal_types') or is_filtered('stages') or is_filtered('campaigns') or is_filtered('accounts')
            )
    ),

    levels as (
        select min(level) as level
        from eligible
        where
            level >= greatest(
                own_level,
                case
                    when is_filtered('reps') or getvariable('permitted_reps') is not null then 4
                    when is_filtered('teams') or getvariable('permitted_teams') is not null then 3
                    when is_filtered('regions') or getvariable('permitted_regions') is not null then 2
                    else 1
                end
            )
    )

    select
        e.region,
        e.team,
        e.rep_id,
        e.rep,
        greatest(e.from_date, from_day) as from_date,
        least(e.to_date, to_day) as to_date,
        e.amount,
        e.days,
        e.amount * (least(e.to_date, to_day) - greatest(e.from_date, from_day) + 1) / e.days as period_amount,
        e.amount * greatest(least(e.to_date, to_day, on_day) - greatest(e.from_date, from_day) + 1, 0) / e.days
            as to_date_amount,
    from eligible as e
    inner join levels as l on e.level = l.level
    where is_permitted(e.region, e.team, e.rep) and is_chosen('regions', e.region) and is_chosen('teams', e.team)
        and is_chosen('reps', e.rep);
