select
    'six of eight' as given,
    0.75 as expected,
    reached_rate(6, 8) as found,
union all
select
    'none of eight',
    0,
    reached_rate(0, 8),
union all
select
    'the month has not begun',
    null,
    reached_rate(null, 8),
union all
select
    'none created',
    null,
    reached_rate(0, 0);
