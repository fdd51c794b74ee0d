/*
title: Open stretches
title_zh: 在途时段
about: The days on which a deal was open, deal by deal; the day of a closing still counts, also where the deal was
    closed as soon as
    it was created.
grain: one row per stretch of a deal
column deal_no: number of the deal
column account_id: customer
column from_date: first day
column to_date: last day; 9999-12-31 while it lasts
*/
create or replace table open_stretches as
with
-- a stretch of no days is open on none where the deal was closed already
closed_at_once as (
    select
        s.deal_no,
        s.dims_from,
    from deal_stretches as s
    inner join deal_versions as v on s.deal_no = v.deal_no and s.dims_from = v.valid_from_date
    where s.dims_from = s.closed_date
    group by s.deal_no, s.dims_from
    having not bool_or(v.outcome = 'open' or (v.was_outcome is null and v.created_at is not null))
)

select
    s.deal_no,
    f.account_id,
    s.dims_from as from_date,
    least(s.dims_to, s.closed_date) as to_date,
from deal_stretches as s
inner join deal_facts as f on s.deal_no = f.deal_no
left join closed_at_once as c on s.deal_no = c.deal_no and s.dims_from = c.dims_from
where c.deal_no is null
order by to_date, f.account_id;
