/*
title: Counts of reaches
title_zh: 到达计数
about: What became of the deals that first entered each stage in the period, per member of some dimensions.
column name: member
*/
create or replace macro reach_counts(dimensions) as table
    select
        m.dimension,
        member_of(m.dimension, r.region, r.team, r.rep, r.product_line, r.account_size, r.channel)
            as name,
        r.pipeline,
        r.stage,
        count(*) as entered,
        count(*) filter (where r.is_advanced) as advanced,
        count(*) filter (where r.is_lost and not r.is_advanced) as lost,
    from scoped_reaches(as_of()) as r
    cross join (select unnest(dimensions) as dimension) as m
    where r.counted_date between period_start() and least(period_end(), as_of())
    group by all;
