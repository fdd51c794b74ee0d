/*
title: Rep efficiency
title_zh: 销售效能
about: Targets, results, cycles, leads, activities, pipeline and cash of each rep. The won amount is credited by revenue
    splits, whoever
        owns the deal; filters of reps and teams choose the credited rep, so a rep's row is the same with and without
    them, and only
    without them does it add up to the won amount of the scope. Counts, rates and cycles are those of the owner.
about_zh: 每名销售的目标、业绩、周期、线索、活动、管道和回款。赢单额按业绩拆分计给个人，不论商机归谁；数量、比率和周期归商机所有人。
grain: one row per rep with a deal open, created or closed, a credit, a lead, an activity or a target in the period;
    deals, leads and
    activities without a rep are the row NULL
grain_zh: 期间内有商机、线索、活动或目标的每名销售一行
needs: deals
subject: results
key: rep
rows won_amount: credited_amount of deal_credit_list.is_won_in_period and role = revenue
over attainment: deal_credit_list.is_won_in_period and role = revenue
rows owned_won_amount: is_won_in_period
rows leads_assigned: lead_list.is_assigned_in_period
rows leads_converted: lead_list.is_assigned_in_period and is_converted
rows activities: activity_list
rows visits: activity_list.is_visit
column rep_id: text; the CRM's own id
column rep: text; name, with the id where two share it
column team: text; team
column manager: text; manager
column region: text; region of the rep
column owned_won_amount: money; amount of the deals won in the period that the rep owns; adds up under every filter
column leads_assigned: count; leads assigned in the period
column leads_converted: count; of these, converted by the as-of day
column activities: count; activities that took place in the period
column visits: count; visits among them
label rep_id: Rep id | 销售编号
label rep: Rep | 销售
label team: Team | 团队
label manager: Manager | 主管
label region: Region | 区域
label owned_won_amount: Won, as owner | 本人商机赢单额
label leads_assigned: Leads | 分配线索数
label leads_converted: Converted leads | 转化线索数
label activities: Activities | 活动数
label visits: Visits | 拜访数
about_zh rep_id: CRM 中的销售编号
about_zh rep: 姓名；重名时附编号
about_zh team: 所属团队
about_zh manager: 直属上级
about_zh region: 销售所属区域
about_zh owned_won_amount: 期间内赢单且归该销售负责的商机金额；在任何筛选下都能加总
about_zh leads_assigned: 期间内分配的线索数
about_zh leads_converted: 其中截至截止日已转化的线索数
about_zh activities: 期间内实际发生的活动次数，计划中的不计
about_zh visits: 其中的拜访次数
*/
create or replace view rep_efficiency as
with
results as (
    select
        * replace (coalesce(won_amount, 0) as won_amount),
        case
            when target_amount is not null
                then remaining_target(coalesce(won_amount, 0), target_amount)
        end as remaining_target,
    from rep_results(period_start(), period_end(), as_of())
)

select
    t.rep_id,
    r.rep,
    r.team,
    r.manager,
    r.region,
    t.target_amount,
    t.won_amount,
    coalesce(t.owned_won_amount, 0) as owned_won_amount,
    attainment(t.won_amount, t.target_amount) as attainment,
    coalesce(t.won_deals, 0) as won_deals,
    coalesce(t.lost_deals, 0) as lost_deals,
    t.win_rate,
    t.average_won_amount,
    t.mean_cycle_days,
    c.recent_cycle_days,
    case when has_table('leads') then coalesce(t.leads_assigned, 0) end as leads_assigned,
    case when has_table('leads') then coalesce(t.leads_converted, 0) end as leads_converted,
    lead_conversion_rate(t.leads_converted, t.leads_assigned) as lead_conversion_rate,
    case when has_table('activities') then coalesce(t.activities, 0) end as activities,
    case when has_table('activities') then coalesce(t.visits, 0) end as visits,
    case when has_table('activities') then visits_per_won(coalesce(t.visits, 0), t.won_deals) end
        as visits_per_won,
    coalesce(t.open_deals, 0) as open_deals,
    coalesce(t.open_amount, 0) as open_amount,
    coalesce(t.effective_open_amount, 0) as effective_open_amount,
    coalesce(t.weighted_amount, 0) as weighted_amount,
    case
        when as_of() <= period_end()
            then coverage(coalesce(t.coverable_amount, 0), t.remaining_target)
    end as coverage,
    case
        when as_of() <= period_end()
            then effective_coverage(coalesce(t.effective_coverable_amount, 0), t.remaining_target)
    end as effective_coverage,
    coalesce(t.stalled_deals, 0) as stalled_deals,
    d.dwell_index,
    t.velocity_per_day,
    case when has_table('payments') then coalesce(t.collected_amount, 0) end as collected_amount,
from results as t
left join rep_facts as r on t.rep_id = r.rep_id
left join rep_cycles(as_of()) as c on t.rep_id is not distinct from c.rep_id
left join rep_dwell(as_of()) as d on r.rep is not distinct from d.rep
order by t.won_amount desc, t.rep_id nulls last;
