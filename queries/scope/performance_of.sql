/*
title: Performance of members
title_zh: 成员业绩
about: Targets, results, pipeline, customers and cash of a period per member of a level, given by its column and number
    (2 region, 3 team): what was not there counts 0, what was not imported is NULL.
column name: the member; NULL where none is known
*/
create or replace macro performance_of(member, own_level, from_day, to_day, on_day) as table
    select
        name,
        target_amount,
        coalesce(won_amount, 0) as won_amount,
        attainment(coalesce(won_amount, 0), target_amount) as attainment,
        share_of_target(target_amount, sum(target_amount) over ()) as share_of_target,
        share_of_won(coalesce(won_amount, 0), sum(won_amount) over ()) as share_of_won,
        share_of_customers(coalesce(customers, 0), sum(customers) over ()) as share_of_customers,
        coalesce(won_deals, 0) as won_deals,
        coalesce(lost_deals, 0) as lost_deals,
        win_rate,
        average_won_amount,
        median_cycle_days,
        coalesce(open_deals, 0) as open_deals,
        coalesce(open_amount, 0) as open_amount,
        coalesce(effective_open_amount, 0) as effective_open_amount,
        coalesce(weighted_amount, 0) as weighted_amount,
        case
            when on_day <= to_day then coverage(coalesce(coverable_amount, 0), remaining_target)
        end as coverage,
        case
            when on_day <= to_day
                then effective_coverage(coalesce(effective_coverable_amount, 0), remaining_target)
        end as effective_coverage,
        case when has_table('accounts') then coalesce(accounts, 0) end as accounts,
        coalesce(customers, 0) as customers,
        coalesce(active_accounts, 0) as active_accounts,
        case when has_table('accounts') then customer_coverage(active_accounts, accounts) end
            as customer_coverage,
        case when has_table('payments') then coalesce(collected_amount, 0) end as collected_amount,
        gross_profit_amount,
    from performance_by(member, own_level, from_day, to_day, on_day);
