/*
title: Account stretches
title_zh: 客户商机段
about: The days on which an account had a deal open, deal by deal; a closing belongs to its day.
grain: one row per stretch of a deal with an account
column deal_no: number of the deal
column account_id: customer
column from_date: first day
column to_date: last day; 9999-12-31 while it lasts
*/
create or replace table account_stretches as
select
    s.deal_no,
    f.account_id,
    s.dims_from as from_date,
    least(s.dims_to, s.closed_date) as to_date,
from deal_stretches as s
inner join deal_facts as f on s.deal_no = f.deal_no
where f.account_id is not null
order by to_date, f.account_id;
