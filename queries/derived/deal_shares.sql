/*
title: Deal shares
title_zh: 业绩份额
about: Who shares the credit of a deal. Revenue shares are normalised to 1 over the deal; splits written as money count in
    proportion, beside shares as a part of the deal's exported amount. Overlay shares stand as written. A deal without revenue
    splits is its owner's: no row here, or one without a rep beside overlays.
grain: one row per deal, rep and role
column deal_no: number of the deal
column rep_id: who shares
column role: revenue or overlay
column share: fraction of the deal
column is_owner: true where the share is the owner's, whoever that is on the day
column is_largest: true for the largest revenue share of the deal, which takes what rounding leaves
*/
create or replace table deal_shares as
with
splits as (
    select
        f.deal_no,
        s.rep_id,
        case when s.role = 'overlay' then 'overlay' else 'revenue' end as role,
        s.share,
        s.amount,
        f.exported_amount,
        bool_or(s.share is not null) over (partition by f.deal_no, s.role = 'overlay') as has_share,
    from deal_splits as s
    inner join deal_facts as f on s.deal_id = f.deal_id
),

weighed as (
    select
        deal_no,
        rep_id,
        role,
        coalesce(sum(
            case
                when has_share or role = 'overlay' then coalesce(share, amount / nullif(exported_amount, 0))
                else amount
            end
        ), 0) as weight,
        -- whole numbers divide without the residues of binary fractions
        round(weight * 1e9)::hugeint as billionths,
    from splits
    group by deal_no, rep_id, role
),

shared as (
    select
        deal_no,
        rep_id,
        role,
        case
            when role = 'overlay' then weight
            else billionths / nullif(sum(billionths) over (partition by deal_no, role), 0)
        end as share,
    from weighed
),

owned as (
    select
        deal_no,
        rep_id,
        role,
        share,
        false as is_owner,
    from shared
    where share is not null
    union all by name
    select
        deal_no,
        'revenue' as role,
        1 as share,
        true as is_owner,
    from shared
    group by deal_no
    having count(*) filter (where role = 'revenue' and share is not null) = 0
)

select
    *,
    role = 'revenue' and row_number() over (partition by deal_no, role order by share desc, rep_id) = 1 as is_largest,
from owned
order by deal_no, role desc, rep_id;
