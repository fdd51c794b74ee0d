/*
title: Activities in scope
title_zh: 范围内销售活动
about: Activities that took place in a period, up to the end of a day, of the reps in the reader's scope.
*/
create or replace macro scoped_activities(from_day, to_day, on_day) as table
    select *
    from activity_facts
    where
        occurred_date between from_day and least(to_day, on_day)
        and is_permitted(region, team, rep)
        and is_chosen('regions', region)
        and is_chosen('teams', team)
        and is_chosen('reps', rep);
