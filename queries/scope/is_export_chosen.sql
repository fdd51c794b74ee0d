/*
title: Is export chosen
title_zh: 导出商机是否在范围内
about: Whether a deal as exported is in the reader's scope and permission by what the CRM says of it today.
*/
create or replace macro is_export_chosen(
    deal_no, region, team, rep, account_size, channel, pipeline, deal_type, campaign_id, account_id,
    product_line, stage
) as
    is_permitted(region, team, rep)
    and is_chosen('regions', region)
    and is_chosen('teams', team)
    and is_chosen('reps', rep)
    and is_chosen('account_sizes', account_size)
    and is_chosen('channels', channel)
    and is_chosen('pipelines', pipeline)
    and is_chosen('deal_types', deal_type)
    and is_chosen('campaigns', campaign_id)
    and is_chosen('accounts', account_id)
    and is_chosen('stages', stage)
    and (
        not is_filtered('product_lines')
        or coalesce(
            -- the same condition inside leaves nothing to join where no filter is set
            deal_no in (
                select p.deal_no from deal_product_lines as p
                where is_filtered('product_lines') and is_chosen('product_lines', p.product_line)
            ),
            is_chosen('product_lines', product_line)
        )
    );
