/* One row per deal of the table chunk: when it enters which stage and how it ends, in days since its creation. */
create or replace view openings as
with drawn as (
    select
        n,
        1 + floor(pow(draw(n, 1), 1.4) * accounts())::bigint as account,
        opened() + to_days(floor(pow(draw(n, 2), 0.85) * days())::int) as first_day,
        opened() + to_days(floor(pow(draw(n, 3), 0.85) * days())::int) as second_day
    from chunk
),
seasoned as (
    select
        n,
        account,
        -- Quiet months lose deals to a second draw: February, July, August, December.
        case
            when draw(n, 4) < [1.0, 0.7, 1.0, 1.0, 1.0, 1.0, 0.75, 0.65, 1.0, 1.0, 1.0, 0.7][month(first_day)]
                then first_day
            else second_day
        end as day
    from drawn
)
select
    n,
    account,
    case when draw(n, 5) < 0.8 then rep_of_account(account) else 1 + floor(draw(n, 6) * reps())::bigint end as rep,
    size_name(account) as size,
    case
        when draw(n, 7) < 0.34 then 1
        when draw(n, 7) < 0.7 then 2
        when draw(n, 7) < 0.88 or day < opened() + interval '1 year' then 3
        else 4
    end as line,
    case when draw(n, 8) < 0.68 then 'new_business' when draw(n, 8) < 0.93 then 'expansion' else 'renewal' end as kind,
    case when draw(n, 9) < 0.86 then 1 when draw(n, 9) < 0.97 then 2 else 3 end as first_stage,
    at_work(day::timestamp + to_seconds(floor(draw(n, 10) * 86400)::bigint)) as created_at
from seasoned;

create or replace view strides as
with habits as (
    select
        *,
        [1.35, 0.8, 0.6, 1.05][line] * case size when 'large' then 1.25 when 'medium' then 1.0 else 0.75 end
            * exp(0.15 * normal(rep, 601)) as pace,
        exp(0.35 * normal(rep, 603)) * case kind when 'renewal' then 2.6 when 'expansion' then 1.5 else 0.9 end as odds,
        case when draw(n, 11) < 0.12 then 2 + floor(draw(n, 12) * 4)::int end as step_back
    from openings
),
tried as (
    select
        *,
        17 * pace * exp(0.6 * normal(n, 20)) * if(draw(n, 40) < 0.08, 3 + 4 * draw(n, 45), 1) as stay_1,
        22 * pace * exp(0.6 * normal(n, 22)) * if(draw(n, 41) < 0.08, 3 + 4 * draw(n, 46), 1) as stay_2,
        24 * pace * exp(0.6 * normal(n, 24)) * if(draw(n, 42) < 0.08, 3 + 4 * draw(n, 47), 1) as stay_3,
        20 * pace * exp(0.6 * normal(n, 26)) * if(draw(n, 43) < 0.08, 3 + 4 * draw(n, 48), 1) as stay_4,
        16 * pace * exp(0.6 * normal(n, 28)) * if(draw(n, 44) < 0.08, 3 + 4 * draw(n, 49), 1) as stay_5,
        10 * pace * exp(0.5 * normal(n, 30)) as back_stay,
        case
            when first_stage <= 1 and draw(n, 50) >= 2.85 * odds / (1 + 2.85 * odds) then 1
            when first_stage <= 2 and draw(n, 51) >= 3.0 * odds / (1 + 3.0 * odds) then 2
            when draw(n, 52) >= 3.55 * odds / (1 + 3.55 * odds) then 3
            when draw(n, 53) >= 3.76 * odds / (1 + 3.76 * odds) then 4
            when draw(n, 54) >= 4.55 * odds / (1 + 4.55 * odds) then 5
        end as lost_in
    from habits
),
visited as (
    select
        *,
        coalesce(lost_in, 5) as last_stage,
        first_stage = 1 as in_1,
        first_stage = 2 or (first_stage < 2 and coalesce(lost_in, 5) >= 2
            and (coalesce(lost_in, 5) = 2 or draw(n, 55) >= 0.09)) as in_2,
        first_stage = 3 or (coalesce(lost_in, 5) >= 3 and (coalesce(lost_in, 5) = 3 or draw(n, 56) >= 0.09)) as in_3,
        coalesce(lost_in, 5) >= 4 and (coalesce(lost_in, 5) = 4 or draw(n, 57) >= 0.09) as in_4,
        coalesce(lost_in, 5) >= 5 as in_5
    from tried
),
stepped as (
    select
        * replace (if([in_1, in_2, in_3, in_4, in_5][step_back] and step_back > first_stage, step_back, null) as step_back)
    from visited
),
lasted as (
    select
        *,
        if(in_1, stay_1, 0) as days_1,
        if(in_2, stay_2, 0) + if(step_back = 2, back_stay, 0) as days_2,
        if(in_3, stay_3, 0) + if(step_back = 3, back_stay, 0) as days_3,
        if(in_4, stay_4, 0) + if(step_back = 4, back_stay, 0) as days_4,
        if(in_5, stay_5, 0) + if(step_back = 5, back_stay, 0) as days_5
    from stepped
)
select
    *,
    days_1 as enter_2,
    days_1 + days_2 as enter_3,
    days_1 + days_2 + days_3 as enter_4,
    days_1 + days_2 + days_3 + days_4 as enter_5,
    days_1 + days_2 + days_3 + days_4 + days_5 as end_days
from lasted;
