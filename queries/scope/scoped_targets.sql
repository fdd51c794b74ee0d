/*
title: Targets in scope
title_zh: 范围内目标
about: The targets for won amount that a view of a level (1 company, 2 region, 3 team, 4 rep) reads over a
    period: for each of its members those set at the view's own level (finer where a finer filter is on), else
    those of the next finer level that has any. None where a filter is on by something targets are not set
    for.
column period_amount: part of the target that falls into the period, by days
column to_date_amount: part that falls on its days up to the as-of day
*/
create or replace macro scoped_targets(own_level, from_day, to_day, on_day) as table
    with
    eligible as (
        select
            *,
            greatest(from_date, from_day) as first_day,
            least(to_date, to_day) as last_day,
            case own_level when 2 then region when 3 then team when 4 then rep_id end as member,
        from target_days
        where
            first_day <= last_day
            and level >= greatest(
                own_level,
                case
                    when is_filtered('reps') or getvariable('permitted_reps') is not null then 4
                    when is_filtered('teams') or getvariable('permitted_teams') is not null then 3
                    when is_filtered('regions') or getvariable('permitted_regions') is not null
                        then 2
                    else 1
                end
            )
            and is_permitted(region, team, rep)
            and is_chosen('regions', region)
            and is_chosen('teams', team)
            and is_chosen('reps', rep)
            and case
                when is_filtered('product_lines')
                    then product_line is not null and is_chosen('product_lines', product_line)
                else product_line is null
            end
            and not (
                is_filtered('account_sizes') or is_filtered('channels') or is_filtered('pipelines')
                or is_filtered('deal_types') or is_filtered('stages') or is_filtered('campaigns')
                or is_filtered('accounts')
            )
    )

    select
        region,
        team,
        rep_id,
        rep,
        first_day as from_date,
        last_day as to_date,
        amount,
        days,
        amount * (last_day - first_day + 1) / days as period_amount,
        amount * greatest(least(last_day, on_day) - first_day + 1, 0) / days as to_date_amount,
    from eligible
    qualify level = min(level) over (partition by member);
