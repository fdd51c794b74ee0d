/*
title: Accounts in scope
title_zh: 范围内客户
about: The accounts that existed at the end of a day in the reader's scope, with their wins so far: facts of the
    account over all its deals that the reader may see, whatever the filters of deals. Only which accounts count
    follows the scope.
column wins: deals of the account that are won at the end of the day
column is_customer: at least one
*/
create or replace macro scoped_accounts(on_day) as table
    with
    winners as (
        select
            w.account_id,
            count(*) as wins,
        from account_wins as w
        anti join hidden_deals(on_day) as h on w.deal_no = h.deal_no
        where w.won_date <= on_day and w.won_to > on_day
        group by w.account_id
    )

    select
        a.account_id,
        a.account,
        a.account_size,
        a.region,
        a.team,
        coalesce(w.wins, 0) as wins,
        w.account_id is not null as is_customer,
    from account_facts as a
    left join winners as w on a.account_id = w.account_id
    where
        a.is_customer_base
        and coalesce(a.known_date <= on_day, true)
        and is_permitted(a.region, a.team, a.rep)
        and is_chosen('regions', a.region)
        and is_chosen('teams', a.team)
        and is_chosen('reps', a.rep)
        and is_chosen('account_sizes', a.account_size)
        and is_chosen('accounts', a.account_id);
