/*
title: Deal shares
title_zh: 业绩份额
about: Who shares the credit of a deal. Revenue shares are normalised to 1 over the deal. Splits written as money count
    in
        proportion, or beside shares as a part of the deal's exported amount. Overlays stand as written. A deal without
    revenue splits
    is its owner's: no row here, or one without a rep beside overlays.
grain: one row per deal, rep and role
column deal_no: number of the deal
column rep_id: who shares
column role: revenue or overlay
column share: fraction of the deal; NULL for an overlay that says none
column overlay_amount: money of an overlay that says no share, in the deal's currency
column is_owner: true where the share is the owner's, whoever that is on the day
column is_largest: true for the largest revenue share of the deal, which takes what rounding leaves
column other_shares: the deal's other revenue shares, of the largest; NULL where there are none
*/
create or replace table deal_shares as
with
splits as (
    select
        f.deal_no,
        s.rep_id,
        s.share,
        s.amount,
        f.exported_amount,
        case when s.role = 'overlay' then 'overlay' else 'revenue' end as split_role,
        bool_or(s.share is not null) over (partition by f.deal_no, split_role) as is_part,
    from deal_splits as s
    inner join deal_facts as f on s.deal_id = f.deal_id
),

weighed as (
    select
        s.deal_no,
        s.rep_id,
        s.split_role as role,
        sum(
            case
                when split_role = 'overlay' then s.share
                when s.is_part then coalesce(s.share, s.amount / nullif(s.exported_amount, 0))
                else s.amount
            end
        ) as weight,
        sum(s.amount) filter (where s.share is null and s.split_role = 'overlay') as overlay_amount,
        -- whole numbers divide without the residues of binary fractions
        round(coalesce(weight, 0) * 1e9)::hugeint as billionths,
    from splits as s
    group by all
),

shared as (
    select
        * exclude (weight, billionths),
        case
            when role = 'overlay' then weight
            else billionths / nullif(sum(billionths) over (partition by deal_no, role), 0)
        end as share,
    from weighed
),

owned as (
    select
        *,
        false as is_owner,
    from shared
    where role = 'overlay' or share is not null
    union all by name
    select
        deal_no,
        'revenue' as role,
        1 as share,
        true as is_owner,
    from shared
    group by deal_no
    having count(*) filter (where role = 'revenue' and share is not null) = 0
),

ranked as (
    select
        *,
        role = 'revenue'
            and row_number() over (partition by deal_no, role order by share desc, rep_id) = 1
                as is_largest,
    from owned
),

others as (
    select
        deal_no,
        list(share) as other_shares,
    from ranked
    where role = 'revenue' and not is_largest
    group by deal_no
)

select
    r.*,
    case when r.is_largest then o.other_shares end as other_shares,
from ranked as r
left join others as o on r.deal_no = o.deal_no
order by r.deal_no, r.role desc, r.rep_id;
