/*
title: Knows activities
title_zh: 有无活动数据
about: Whether the data hold activities, in a table of their own or as the last day of each deal.
*/
create or replace macro knows_activities() as (
    has_table('activities') or (select count(f.last_activity_at) > 0 from deal_facts as f)
);
