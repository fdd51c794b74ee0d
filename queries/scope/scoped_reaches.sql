/*
title: Reaches in scope
title_zh: 范围内到达
about: The stages reached by a day by the deals in the reader's scope, as known at its end.
column counted_date: day on which the deal entered the stage by the reader's counting rule; NULL where it did not
*/
create or replace macro scoped_reaches(on_day) as table
    select
        *,
        case counting_rule()
            when 'touched' then touched_date
            when 'strict' then strict_date
            else reached_date
        end as counted_date,
        advanced_date <= on_day as is_advanced,
        closed_date <= on_day and outcome = 'won' as is_won,
        closed_date <= on_day and outcome = 'lost' as is_lost,
    from stage_reaches
    where
        dims_from <= on_day
        and dims_to > on_day
        and reached_date <= on_day
        and is_deal_chosen(deal_no, region, team, rep, account_size, channel, pipeline)
        and (
            not is_filtered('stages')
            -- the same condition inside leaves nothing to join where it is not met
            or deal_no in (
                select s.deal_no from scoped_deals(on_day) as s where is_filtered('stages')
            )
        );
