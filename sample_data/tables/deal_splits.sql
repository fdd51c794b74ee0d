with shared as (
    select *, unnest([1, 2, 3]) as place, draw(n, 130) < 0.08 as is_shared, draw(n, 131) < 0.03 as has_overlay
    from chunk_finished
    where draw(n, 130) < 0.08 or draw(n, 131) < 0.03
)
select
    deal_code(n) as deal_id,
    rep_code(if(place = 1, rep, 1 + (rep + floor(draw(n, 130 + place) * (reps() - 1))::bigint) % reps())) as rep_id,
    case
        when place = 3 or not is_shared then 1.0
        when place = 1 then if(draw(n, 134) < 0.7, 0.7, 0.5)
        else if(draw(n, 134) < 0.7, 0.3, 0.5)
    end::double as share,
    null::decimal(18, 2) as amount,
    if(place = 3, 'overlay', 'revenue') as role
from shared
where place = 1 or (place = 2 and is_shared) or (place = 3 and has_overlay)
order by n, place;
