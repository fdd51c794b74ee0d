/* One row per deal with the list of its changes up to the day of the export, oldest first. */
create or replace macro after(created_at, days) as
    at_work(created_at + to_seconds(floor(days * 86400)::bigint));

create or replace view endings as
with priced as (
    select
        *,
        rounded(
            34000 * [1.9, 0.55, 0.5, 0.9][line] * case size when 'large' then 2.3 when 'medium' then 1.0 else 0.45 end
                * exp(0.62 * normal(n, 60)),
            1000
        ) as amount_1,
        after(created_at, end_days) as walked_to,
        (created_at::date + (12 + 75 * pace * exp(0.3 * normal(n, 62)))::int) as guess
    from strides
),
ended as (
    select
        *,
        month_end(guess) as expected_1,
        -- Signatures are drawn to the last days of a quarter.
        case
            when lost_in is null and quarter_end(walked_to) - walked_to::date <= 28 and draw(n, 64) < 0.6
                then greatest(
                    walked_to,
                    at_work(quarter_end(walked_to) - floor(draw(n, 65) * 6)::int + interval '11 hours')
                )
            else walked_to
        end as ends_at,
        rounded(amount_1 * exp(0.25 * normal(n, 66)), 1000) as amount_2
    from priced
),
pushed as (
    select
        *,
        if(expected_1 < ends_at::date and draw(n, 70) < 0.8,
            at_work(expected_1 + (6 * draw(n, 71) - 3)::int + interval '10 hours'), null) as push_1,
        month_end(expected_1 + (22 + 60 * draw(n, 72))::int) as expected_2,
        if(lost_in is not null and draw(n, 78) < 0.05,
            after(ends_at, 14 + 70 * draw(n, 79)), null) as reopened_at
    from ended
),
pushed_again as (
    select
        *,
        if(push_1 is not null and expected_2 < ends_at::date and draw(n, 73) < 0.8,
            at_work(expected_2 + (6 * draw(n, 74) - 3)::int + interval '10 hours'), null) as push_2,
        month_end(expected_2 + (22 + 60 * draw(n, 75))::int) as expected_3,
        after(reopened_at, 10 + 40 * draw(n, 80)) as ends_again_at,
        draw(n, 81) < 0.4 as wins_again,
        rounded(amount_2 * (0.86 + 0.12 * draw(n, 83)), 100) as amount_3
    from pushed
)
select
    *,
    draw(n, 84) < 0.62 as is_reestimated,
    lost_in is null and draw(n, 85) < 0.5 as is_discounted
from pushed_again;

create or replace macro change(sequence, moment, stage, outcome, amount, expected_close) as {
    'moment': moment,
    'sequence': sequence,
    'stage': stage_name(stage),
    'probability': stage_probability(stage),
    'category': stage_category(stage),
    'outcome': outcome,
    'amount': amount,
    'expected_close': expected_close,
    'rep': null::bigint
};
create or replace macro closing(sequence, moment, is_won, amount) as {
    'moment': moment,
    'sequence': sequence,
    'stage': if(is_won, 'Closed Won', 'Closed Lost'),
    'probability': if(is_won, 1.0, 0.0),
    'category': if(is_won, null, 'omitted'),
    'outcome': if(is_won, 'won', 'lost'),
    'amount': amount,
    'expected_close': moment::date,
    'rep': null::bigint
};

create or replace view logs as
with listed as (
    select
        n,
        account,
        rep,
        size,
        line,
        kind,
        created_at,
        ends_at,
        [
            change(1, created_at, first_stage, 'open', amount_1, expected_1),
            if(is_reestimated, change(2, after(created_at, end_days * draw(n, 86)), null, null, amount_2, null), null),
            if(in_2 and first_stage < 2, change(3, after(created_at, enter_2), 2, null, null, null), null),
            if(in_3 and first_stage < 3, change(4, after(created_at, enter_3), 3, null, null, null), null),
            if(in_4, change(5, after(created_at, enter_4), 4, null, null, null), null),
            if(in_5, change(6, after(created_at, enter_5), 5, null, null, null), null),
            if(step_back is not null, change(7, after(
                created_at, [0, enter_2, enter_3, enter_4, enter_5][step_back]
                    + 0.5 * [0, stay_2, stay_3, stay_4, stay_5][step_back]
            ), step_back - 1, null, null, null), null),
            if(step_back is not null, change(8, after(
                created_at, [0, enter_2, enter_3, enter_4, enter_5][step_back]
                    + 0.5 * [0, stay_2, stay_3, stay_4, stay_5][step_back] + back_stay
            ), step_back, null, null, null), null),
            if(push_1 between created_at and ends_at, change(9, push_1, null, null, null, expected_2), null),
            if(push_2 between created_at and ends_at, change(10, push_2, null, null, null, expected_3), null),
            if(in_4 and draw(n, 89) < 0.75, change(15, after(created_at, enter_4 + 1 + 3 * draw(n, 91)), null, null,
                rounded(amount_2 * exp(0.15 * normal(n, 93)), 100), month_end(ends_at::date + 20)), null),
            if(draw(n, 92) < 0.45, change(16, after(created_at, end_days * draw(n, 95) * 0.6), null, null,
                rounded(amount_1 * exp(0.2 * normal(n, 96)), 1000), null), null),
            if(draw(n, 87) < 0.015, {
                'moment': after(created_at, end_days * 0.5), 'sequence': 11, 'stage': null, 'probability': null,
                'category': null, 'outcome': null, 'amount': null, 'expected_close': null,
                'rep': 1 + floor(draw(n, 88) * reps())::bigint
            }, null),
            closing(12, ends_at, lost_in is null, if(is_discounted, amount_3, null)),
            if(reopened_at is not null, change(13, reopened_at, last_stage, 'open', null,
                month_end(reopened_at::date + 45)), null),
            if(reopened_at is not null, closing(14, ends_again_at, wins_again, null), null)
        ] as events
    from endings
)
select
    * exclude (events),
    list_sort(list_filter(
        events,
        lambda event: event.moment < exported_on() + interval '18 hours'
            and (event.sequence in (12, 13, 14) or event.moment < ends_at)
    )) as log
from listed;
