/*
label: Dwell index
label_zh: 停留指数
unit: ratio
better: lower
subject: stages
sample: completed stays of the 12 months
sample_zh: 截止日前 12 个月内结束的停留次数
over: stage_stay_list.is_completed
about: Mean over stages of the rep's mean completed days / the company's, weighted by the rep's
    stays, over the 12 months before the as-of day. 1 is the company's pace.
about_zh: 销售在各阶段的平均停留天数与公司平均之比，按停留次数加权，取截止日前 12 个月。1 表示与公司持平。
source: METRICS section 5
*/
create or replace macro dwell_index(rep_days, company_days, stays) as
    sum(stays * rep_days / nullif(company_days, 0)) / nullif(sum(stays) filter (where rep_days /
        nullif(company_days, 0) is not null), 0);
