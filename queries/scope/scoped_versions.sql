/*
title: Versions in scope
title_zh: 范围内商机版本
about: Every state of a deal that was in the reader's scope by what the deal was then: for month ends and
    movements.
*/
create or replace macro scoped_versions() as table
    select *
    from deal_versions
    where
        is_deal_chosen(deal_no, region, team, rep, account_size, channel, pipeline)
        and is_chosen('stages', stage);
