/*
title: Deals with warnings
title_zh: 预警商机
about: The open deals in scope at the end of a day with what may be wrong with each: the one place where warnings are
    given. Norms are
    over all deals whatever the filters.
column next_step: what happens next, as exported
column has_no_next_step: no day is set for a next step; NULL where the data hold none, and on past days
column is_next_step_overdue: the day of its next step has passed; NULL where the data hold none, and on past days
column is_big_and_quiet: among the largest fifth of the open deals and without an activity for quiet_days (settings);
    NULL where the
    data hold no activities
column is_moved_back: its present visit to the stage began by moving back
*/
create or replace macro warned_deals(on_day) as table
    select
        d.*,
        f.deal,
        f.account,
        f.next_step,
        f.next_step_date,
        f.url,
        d.expected_close_date < on_day as is_close_date_passed,
        case when knows_next_steps(on_day) then f.next_step_date is null end as has_no_next_step,
        case when knows_next_steps(on_day) then coalesce(f.next_step_date < on_day, false) end
            as is_next_step_overdue,
        case when knows_activities() then coalesce(w.is_big_and_quiet, false) end
            as is_big_and_quiet,
        coalesce(w.is_moved_back, false) as is_moved_back,
    from judged_deals(on_day) as d
    inner join deal_facts as f on d.deal_no = f.deal_no
    left join deal_warnings(on_day) as w on d.deal_no = w.deal_no
    where d.is_open;
