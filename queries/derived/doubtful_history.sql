/*
title: Doubtful history
title_zh: 存疑的历史
about: The rows of the history whose deal is in no export of deals, or whose change happened after the export.
grain: one row per such row of the history
column is_of_unknown_deal: whether no export has its deal
column is_after_export: whether it happened after the day of the export
*/
create or replace table doubtful_history as
with
judged as (
    select
        deal_id,
        changed_at,
        line_no,
        amount,
        deal_id not in (select d.deal_id from deals as d) as is_of_unknown_deal,
        changed_at >= exported_on() + 1 as is_after_export,
    from deal_history
)

select *
from judged
where is_of_unknown_deal or is_after_export
order by deal_id, changed_at, line_no;
