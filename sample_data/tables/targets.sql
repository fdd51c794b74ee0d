with quarters as (
    select
        quarter::date as period_start,
        quarter_end(quarter) as period_end,
        34000.0 * 0.52 * deals() / (days() / 365.25) * [0.21, 0.25, 0.23, 0.31][quarter(quarter)] as total
    from generate_series(timestamp '2023-01-01', timestamp '2026-10-01', interval '3 months') as series(quarter)
),
holders as (
    select null as region, null as rep, 1.0 as share
    union all
    select region_name(rep), null, 1.04 * count(*) / reps()
    from (select range as rep from range(1, reps() + 1))
    group by all
    union all
    select region_name(rep), rep, 1.08 / reps()
    from (select range as rep from range(1, reps() + 1))
)
select
    period_start,
    period_end,
    'won_amount' as measure,
    region,
    null::text as team,
    rep_code(rep) as rep_id,
    null::text as product_line,
    rounded(total * share, 1000) as amount
from quarters
cross join holders
order by period_start, rep nulls first, region nulls first;
