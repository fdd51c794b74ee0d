/*
title: Faults of the data
title_zh: 数据问题明细
about: Everything that the checks of the data found, over everything the reader is permitted to see, whatever the
    filters.
about_zh: 数据检查发现的全部问题；不受筛选影响，只按权限显示。
grain: one row per check and fault
needs: deals
column check: text; name of the check
column key: text; what it found: mostly the id of a deal
column detail: text; what is wrong with it
column amount: money; money at stake
label check: Check | 检查项
label key: Found | 对象
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 查到的对象，多为商机编号
about_zh detail: 具体问题
about_zh amount: 涉及的金额
*/
create or replace view faults as
select * from closed_without_day
union all
select * from closed_before_created
union all
select * from closed_after_export
union all
select * from created_after_export
union all
select * from begin_unknown
union all
select * from outcome_contradicts_stage
union all
select * from probability_contradicts_outcome
union all
select * from open_without_expected_close
union all
select * from open_without_amount
union all
select * from expected_close_passed
union all
select * from without_history
union all
select * from exchange_rate_missing
union all
select * from without_region
union all
select * from account_unknown
union all
select * from rep_unknown
union all
select * from product_unknown
union all
select * from campaign_unknown
union all
select * from line_product_unknown
union all
select * from history_after_export
union all
select * from history_of_unknown_deal
union all
select * from stage_not_configured
union all
select * from account_name_repeated
union all
select * from spelling_varies
union all
select * from lines_differ_from_amount
union all
select * from shares_differ_from_whole
union all
select * from targets_overlap
union all
select * from row_refused;
