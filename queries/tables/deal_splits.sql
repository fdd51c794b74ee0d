/*
title: Deal splits
title_zh: 业绩拆分
about: A rep's share of a deal.
grain: one row per deal, rep and role
column deal_id: deals.deal_id
column rep_id: reps.rep_id
column share: share as a fraction 0 to 1
column amount: share as money, where the split is by amount
column role: revenue (counts) or overlay (shown, never added)
column extra: columns of the export that have no place of their own, by header
*/
create or replace table deal_splits (
    deal_id text not null,
    rep_id text not null,
    share double,
    amount decimal(18, 2),
    role text,
    extra json
);
