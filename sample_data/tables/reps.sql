select
    rep_code(rep) as rep_id,
    'Rep ' || rep as name,
    region_name(rep) || ' ' || (1 + rep % 5) as team,
    'Manager ' || region_name(rep) || ' ' || (1 + rep % 5) as manager,
    region_name(rep) as region,
    opened() - (2000 * draw(rep, 605))::int as started_date,
    if(draw(rep, 606) < 0.05, exported_on() - (200 * draw(rep, 607))::int, null) as ended_date,
    'rep' || rep || '@example.com' as email
from (select range as rep from range(1, reps() + 1))
order by rep;
