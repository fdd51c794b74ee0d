/*
title: Is matter chosen
title_zh: 商机内容是否在范围内
about: Whether a deal is in scope by what it is about: its type, account and product lines.
*/
create or replace macro is_matter_chosen(deal_no) as
    (
        not (is_filtered('deal_types') or is_filtered('accounts'))
        or deal_no in (
            select f.deal_no from deal_facts as f
            -- the same condition inside leaves nothing to join where no filter is set
            where
                (is_filtered('deal_types') or is_filtered('accounts'))
                and is_chosen('deal_types', f.deal_type)
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
