/*
title: Deals at a day
title_zh: 某日的商机
about: Every deal as it was at the end of a day, whatever the filters. Removed deals are left out.
column age_days: days since creation, to the end of the day; NULL where the creation is not known
column days_in_stage: days of the present visit; NULL once closed or where its beginning is not known
*/
create or replace macro deals_at(on_day) as table
    select
        *,
        outcome = 'open' as is_open,
        days_up_to(on_day, created_at, created_date) as age_days,
        case
            when outcome = 'open' and is_start_known and stage is not null
                then days_up_to(on_day, stage_entered_at, stage_entered_date)
        end as days_in_stage,
    from deal_versions
    where valid_from_date <= on_day and valid_to_date > on_day and outcome <> 'removed';
