/*
title: Stays in scope
title_zh: 范围内停留
about: The stays begun by a day of the deals in the reader's scope, as known at its end. Deals without a
    history of stages are left out.
column observed_days: length of the stay, up to the end of the day while it lasts
*/
create or replace macro scoped_stays(on_day) as table
    select
        *,
        left_date <= on_day as is_completed,
        closed_date <= on_day and outcome = 'won' as is_won,
        closed_date <= on_day and outcome = 'lost' as is_lost,
        case
            when left_date <= on_day then days
            when has_times() then epoch((on_day + 1)::timestamp - entered_at) / 86400
            else on_day - entered_date
        end::double as observed_days,
    from stage_stays
    where
        dims_from <= on_day
        and dims_to > on_day
        and entered_date <= on_day
        and has_history
        and is_deal_chosen(deal_no, region, team, rep, account_size, channel, pipeline)
        and (
            not is_filtered('stages')
            -- the same condition inside leaves nothing to join where it is not met
            or deal_no in (
                select s.deal_no from scoped_deals(on_day) as s where is_filtered('stages')
            )
        );
