/*
title: Closed deals of a period
title_zh: 期间结单商机
about: The deals in scope closed in a period, as known at the end of a day, with how and why they ended. Reasons and
    competitors
    are those of a deal's final closing.
column is_final: whether no later reopening was known when the data were exported
*/
create or replace macro closed_deals(from_day, to_day, on_day) as table
    select
        d.*,
        ending_of(d.closed_date = f.closed_at::date, f.ending, d.outcome) as ending,
        case when d.closed_date = f.closed_at::date then f.close_reason end as reason,
        case when d.closed_date = f.closed_at::date then f.lost_to end as lost_to,
    from flow_deals(from_day, to_day, on_day) as d
    inner join deal_facts as f on d.deal_no = f.deal_no
    where d.is_closed;
