/*
title: Dwell time
title_zh: 停留时长
about: How long deals stay in each stage: stays begun in the period with a known beginning, observed to the
    as-of day. Stays that still last are not ignored. Deals without a history of stages are left out.
about_zh: 商机在各阶段停留多久：期间内开始且起始日已知的停留，观察至截止日。尚未结束的停留也计入。没有阶段历史的商机不计。
grain: one row per pipeline and open stage
grain_zh: 每个销售流程与在途阶段一行
needs: deals, deal_history
subject: stages
sample: stays
key: pipeline, stage
rows stays: stage_stay_list
rows completed_stays: stage_stay_list.is_completed
rows open_stays: stage_stay_list.is_lasting
over median_days: stage_stay_list
over median_won_days: stage_stay_list.is_completed and is_won
over median_lost_days: stage_stay_list.is_completed and is_lost
over median_advanced_days: stage_stay_list.is_completed and left_to = advanced
over median_moved_back_days: stage_stay_list.is_completed and left_to = moved_back
over longest_open_days: stage_stay_list.is_lasting
column pipeline: text; pipeline
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage; NULL where the history does not say where a deal stood
column stays: count; stays begun in the period
column completed_stays: count; of these, ended
column open_stays: count; of these, still lasting
column median_days: days; Kaplan-Meier median with lasting stays right-censored; NULL where half have not
    ended yet
column median_won_days: days; median completed stay of deals won as of the as-of day
column median_lost_days: days; median completed stay of deals lost as of the as-of day
column median_advanced_days: days; median completed stay that ended in a later stage
column median_moved_back_days: days; median completed stay that ended in an earlier stage
column longest_open_days: days; longest stay that still lasts
column expected_days: days; expected for the stage by the settings
label pipeline: Pipeline | 销售流程
label stage_order: No. | 序号
label stage: Stage | 阶段
label stays: Stays | 停留次数
label completed_stays: Completed | 已结束
label open_stays: Still lasting | 仍在阶段
label median_days: Median days | 停留中位数
label median_won_days: Median, won | 中位数（赢单）
label median_lost_days: Median, lost | 中位数（丢单）
label median_advanced_days: Median, advanced | 中位数（推进）
label median_moved_back_days: Median, moved back | 中位数（退回）
label longest_open_days: Longest open | 最长在留
label expected_days: Expected days | 预期天数
about_zh pipeline: 销售流程
about_zh stage_order: 阶段次序；未配置的阶段为空
about_zh stage: 阶段；历史中看不出所处阶段时为空
about_zh stays: 期间内开始的停留次数
about_zh completed_stays: 其中已经离开该阶段的停留次数
about_zh open_stays: 其中尚未离开的停留次数
about_zh median_days: 停留天数的中位数（Kaplan–Meier 法，未离开的按截至目前计入）；过半尚未离开时为空
about_zh median_won_days: 截至截止日已赢单商机在该阶段停留天数的中位数
about_zh median_lost_days: 截至截止日已丢单商机在该阶段停留天数的中位数
about_zh median_advanced_days: 以推进到后续阶段结束的停留天数的中位数
about_zh median_moved_back_days: 以退回到前面阶段结束的停留天数的中位数
about_zh longest_open_days: 尚未离开的停留中最长的天数
about_zh expected_days: 设置中为该阶段规定的天数
*/
create or replace view stage_dwell as
with
stays as (
    select
        pipeline,
        stage,
        count(*) as stays,
        count(*) filter (where is_completed) as completed_stays,
        count(*) filter (where not is_completed) as open_stays,
        mean_completed_days(observed_days, is_completed) as mean_completed_days,
        median_completed_days(observed_days, is_completed) as median_completed_days,
        p90_completed_days(observed_days, is_completed) as p90_completed_days,
        median_completed_days(observed_days, is_completed and is_won) as median_won_days,
        median_completed_days(observed_days, is_completed and is_lost) as median_lost_days,
        median_completed_days(observed_days, is_completed and left_to = 'advanced')
            as median_advanced_days,
        median_completed_days(observed_days, is_completed and left_to = 'moved_back')
            as median_moved_back_days,
        max(observed_days) filter (where not is_completed) as longest_open_days,
    from scoped_stays(as_of())
    where entered_date between period_start() and least(period_end(), as_of()) and is_start_known
    group by pipeline, stage
),

medians as (
    select * from stay_medians([null], period_start(), period_end(), as_of())
)

select
    p.pipeline,
    p.stage_order,
    p.stage,
    coalesce(s.stays, 0) as stays,
    coalesce(s.completed_stays, 0) as completed_stays,
    coalesce(s.open_stays, 0) as open_stays,
    s.mean_completed_days,
    s.median_completed_days,
    s.p90_completed_days,
    m.median_days,
    s.median_won_days,
    s.median_lost_days,
    s.median_advanced_days,
    s.median_moved_back_days,
    s.longest_open_days,
    p.expected_days,
from scoped_stages(as_of()) as p
left join stays as s on p.pipeline = s.pipeline and p.stage = s.stage
left join medians as m on p.pipeline = m.pipeline and p.stage = m.stage
where p.stage is not null
order by p.pipeline, p.stage_order nulls last, p.stage;
