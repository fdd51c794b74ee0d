/*
title: Active accounts
title_zh: 活跃客户
about: The accounts with a deal open on any day of a period, or with an activity in it, as known at the end of a
    day, whatever the filters; only deals and activities that the reader may see. Deals removed by then are left out.
    An account may be in it several times: ask it with `in`.
*/
create or replace macro active_accounts(from_day, to_day, on_day) as table
    select s.account_id
    from open_stretches as s
    anti join hidden_deals(on_day) as h on s.deal_no = h.deal_no
    where
        s.from_date <= least(to_day, on_day)
        and s.to_date >= from_day
        and from_day <= on_day
        and s.account_id is not null
        and s.deal_no not in (
            select v.deal_no from deal_versions as v
            where v.outcome = 'removed' and v.valid_from_date <= on_day and v.valid_to_date > on_day
        )
    union all
    select account_id
    from activity_facts
    where
        occurred_date between from_day and least(to_day, on_day)
        and account_id is not null
        and is_permitted(region, team, rep);
