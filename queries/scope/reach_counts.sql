/*
title: Counts of reaches
title_zh: 到达计数
about: What became of the deals that first entered each stage in the period, per member. The member is the column to split by.
column name: member
*/
create or replace macro reach_counts(member) as table
    select
        member as name,
        pipeline,
        stage,
        count(*) as entered,
        count(*) filter (where is_advanced) as advanced,
        count(*) filter (where is_lost and not is_advanced) as lost,
    from scoped_reaches(as_of())
    where counted_date between period_start() and least(period_end(), as_of())
    group by all;
