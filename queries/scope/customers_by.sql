/*
title: Customers by a group
title_zh: 分组客户业绩
about: Accounts, repeat purchases and results of a period per member of a grouping of accounts, as known at the end
    of a day: the one place where customer and account performance are put together. The member is the column to
    group by (account_size or account_id).
column product_lines: different product lines bought, summed over the customers
*/
create or replace macro customers_by(member, from_day, to_day, on_day) as table
    with
    bought as (
        select
            w.account_id,
            count(distinct w.product_line) as product_lines,
        from account_product_wins as w
        anti join hidden_deals(on_day) as h on w.deal_no = h.deal_no
        where w.won_date <= on_day and w.won_to > on_day
        group by w.account_id
    ),

    scoped as (
        select
            a.*,
            b.product_lines,
        from scoped_accounts(on_day) as a
        left join bought as b on a.account_id = b.account_id
    ),

    served as (
        select
            member as member_name,
            count(*) as accounts,
            count(*) filter (where is_customer) as customers,
            count(*) filter (where wins >= 2) as repeat_customers,
            sum(product_lines) filter (where is_customer) as product_lines,
        from scoped
        group by all
    ),

    dealt as (
        select
            member as member_name,
            won_amount(amount, is_won)::decimal(38, 2) as won_amount,
            won_deals(is_won) as won_deals,
            lost_deals(is_lost) as lost_deals,
            win_rate(is_won, is_closed) as win_rate,
            average_won_amount(amount, is_won) as average_won_amount,
            max(closed_date) filter (where outcome = 'won') as last_won_date,
            open_deals(is_open) as open_deals,
            open_amount(amount, is_open) as open_amount,
            count(*) filter (where is_listed) as listed_deals,
        from flow_deals(from_day, to_day, on_day)
        group by all
    )

    select
        coalesce(s.member_name, d.member_name) as member_name,
        case when has_table('accounts') then coalesce(s.accounts, 0) end as accounts,
        coalesce(s.customers, 0) as customers,
        coalesce(d.won_amount, 0) as won_amount,
        share_of_won(coalesce(d.won_amount, 0), sum(d.won_amount) over ()) as share_of_won,
        coalesce(d.won_deals, 0) as won_deals,
        coalesce(d.lost_deals, 0) as lost_deals,
        d.win_rate,
        d.average_won_amount,
        coalesce(s.repeat_customers, 0) as repeat_customers,
        repeat_purchase_rate(s.repeat_customers, s.customers) as repeat_purchase_rate,
        product_lines_per_customer(coalesce(s.product_lines, 0), s.customers)
            as product_lines_per_customer,
        d.last_won_date,
        coalesce(d.open_deals, 0) as open_deals,
        coalesce(d.open_amount, 0) as open_amount,
    from served as s
    full join dealt as d on s.member_name is not distinct from d.member_name
    where s.accounts > 0 or d.listed_deals > 0;
