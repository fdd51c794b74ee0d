/*
title: Targets overlap
title_zh: 目标期间重叠
about: Two targets of one holder cover the same days, and neither is a part of the other: equal ones add up,
    others replace each other day by day.
about_zh: 同一对象的两个目标覆盖相同的日子且互不包含；长度相同的相加，否则逐日取代。
severity: warning
grain: one row per fault
needs: targets
column check: text; name of the check
column key: text; rep, team, region or company
column detail: text; both periods
column amount: money; sum of the two
label check: Check | 检查项
label key: Holder | 目标归属
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 销售、团队、区域或全公司
about_zh detail: 两个期间
about_zh amount: 两项目标之和
*/
create or replace view targets_overlap as
with
numbered as (
    select
        t.*,
        row_number() over (
            order by t.period_start, t.period_end, t.amount, t.region, t.team, t.rep_id
        ) as no,
        coalesce(r.rep, t.team, t.region, 'company') as holder,
        coalesce(t.region, r.region) as seen_region,
        coalesce(t.team, r.team) as seen_team,
        r.rep as seen_rep,
    from targets as t
    left join rep_facts as r on t.rep_id = r.rep_id
)

select
    'targets_overlap' as "check",
    a.holder as key,
    a.period_start || ' – ' || a.period_end || ' / ' || b.period_start || ' – ' || b.period_end
        as detail,
    a.amount + b.amount as amount,
from numbered as a
inner join numbered as b
    on a.measure is not distinct from b.measure
    and a.region is not distinct from b.region
    and a.team is not distinct from b.team
    and a.rep_id is not distinct from b.rep_id
    and a.product_line is not distinct from b.product_line
    and a.no < b.no
    and a.period_start <= b.period_end
    and a.period_end >= b.period_start
where
    (
        a.period_end - a.period_start = b.period_end - b.period_start
        or not (
            (a.period_start <= b.period_start and a.period_end >= b.period_end)
            or (b.period_start <= a.period_start and b.period_end >= a.period_end)
        )
    )
    and is_permitted(a.seen_region, a.seen_team, a.seen_rep)
order by a.holder, a.period_start, b.period_start, a.no, b.no;
