/*
title: Milestones of a cohort
title_zh: 同期商机的进展
about: What the deals of a cohort have come to by a day: the stages entered by the reader's counting rule, winning,
    losing. A deal counts as won
    or lost by its present outcome; under the strict rule only a deal that visited every stage in order counts as won.
column month: first day of the month of creation
column milestone: stage, won or lost
column reached_date: day on which it came to it
*/
create or replace macro cohort_reaches(on_day) as table
    select
        deal_no,
        pipeline,
        date_trunc('month', created_date)::date as month,
        'stage' as milestone,
        stage_order,
        stage,
        counted_date as reached_date,
    from scoped_reaches(on_day)
    where created_date between period_start() and least(period_end(), on_day)
        and counted_date <= on_day
    union all
    select
        deal_no,
        pipeline,
        month,
        outcome,
        null,
        null,
        closed_date,
    from cohort_deals(on_day)
    where
        outcome = 'lost'
        or (
            outcome = 'won' and (
                counting_rule() <> 'strict'
                or deal_no in (
                    select r.deal_no
                    from scoped_reaches(on_day) as r
                    where
                        counting_rule() = 'strict' and r.strict_date <= on_day
                        and (r.pipeline, r.stage_order) in (
                            select
                                s.pipeline,
                                max(s.stage_order),
                            from stages as s
                            where s.kind = 'open'
                            group by s.pipeline
                        )
                )
            )
        );
