/*
title: Is deal chosen
title_zh: 商机是否在范围内
about: Whether a deal with these dimensions is in the reader's scope and permission: every filter acts here
    and nowhere else.
*/
create or replace macro is_deal_chosen(
    deal_no, region, team, rep, account_size, channel, pipeline
) as
    is_permitted(region, team, rep)
    and is_chosen('regions', region)
    and is_chosen('teams', team)
    and is_chosen('reps', rep)
    and is_chosen('account_sizes', account_size)
    and is_chosen('channels', channel)
    and is_chosen('pipelines', pipeline)
    and (
        not (is_filtered('deal_types') or is_filtered('campaigns') or is_filtered('accounts'))
        -- the same condition inside leaves nothing to join where no filter is set
        or deal_no in (
            select f.deal_no from deal_facts as f
            where
                (is_filtered('deal_types') or is_filtered('campaigns') or is_filtered('accounts'))
                and is_chosen('deal_types', f.deal_type)
                and is_chosen('campaigns', f.campaign_id)
                and is_chosen('accounts', f.account_id)
        )
    )
    and (
        not is_filtered('product_lines')
        or deal_no in (
            select p.deal_no from deal_product_lines as p
            where is_filtered('product_lines') and is_chosen('product_lines', p.product_line)
        )
    );
