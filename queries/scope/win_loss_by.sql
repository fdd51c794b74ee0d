/*
title: Wins and losses by a dimension
title_zh: 按维度的赢丢单
about: What became of the deals closed in the period, by ending, per member of one dimension, given by its name and its
    column.
*/
create or replace macro win_loss_by(dimension_name, member) as table
    with
    closed as (
        select
            d.*,
            g.reason_group,
        from closed_deals(period_start(), period_end(), as_of()) as d
        left join reason_groups as g on d.reason = g.reason
    )

    select
        dimension_name as dimension,
        member as name,
        count(*) as deals,
        coalesce(sum(amount), 0)::decimal(38, 2) as amount,
        count(*) filter (where ending = 'won') as won_deals,
        won_amount(amount, ending = 'won')::decimal(38, 2) as won_amount,
        count(*) filter (where ending = 'lost_to_competitor') as competitor_deals,
        lost_amount(amount, ending = 'lost_to_competitor')::decimal(38, 2) as competitor_amount,
        count(*) filter (where ending = 'no_decision') as no_decision_deals,
        lost_amount(amount, ending = 'no_decision')::decimal(38, 2) as no_decision_amount,
        count(*) filter (where ending = 'lost_unspecified') as unspecified_deals,
        lost_amount(amount, ending = 'lost_unspecified')::decimal(38, 2) as unspecified_amount,
        competitive_win_rate(ending = 'won', ending = 'lost_to_competitor') as competitive_win_rate,
    from closed
    group by all;
