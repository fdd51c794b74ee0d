/*
title: Payments in scope
title_zh: 范围内回款
about: Payments and refunds received in a period, up to the end of a day, in the reader's scope: by the account's
    region, the rep and team of the invoice, else of the account.
*/
create or replace macro scoped_payments(from_day, to_day, on_day) as table
    select *
    from payment_facts
    where
        received_date between from_day and least(to_day, on_day)
        and is_permitted(region, team, rep)
        and is_chosen('regions', region)
        and is_chosen('teams', team)
        and is_chosen('reps', rep)
        and is_chosen('account_sizes', account_size)
        and is_chosen('accounts', account_id);
