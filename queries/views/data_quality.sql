/*
title: Data quality
title_zh: 数据质量
about: What the checks of the data found, over everything the reader is permitted to see, whatever the filters. A
    check that found nothing has 0 rows, one whose table was not imported has none.
about_zh: 各项数据检查的结果，针对读者有权查看的全部数据，不受筛选影响。没有发现时为 0 行；所需数据表未导入时为空。
grain: one row per check and table
grain_zh: 每项检查与数据表一行
needs: deals
subject: data
key: check
rows rows: faults
rows affected_amount: amount of faults
column check: text; name of the check, and of the view that lists what it found
column severity: text; error: numbers leave something out; warning: they may mislead; note: good to know
column table: text; table whose rows are at fault
column rows: count; faults found; NULL where the check needs a table that was not imported
column affected_amount: money; money at stake; NULL where it is not known
column meaning: text; what is wrong, and how it is counted all the same
label check: Check | 检查项
label severity: Severity | 严重程度
label table: Table | 数据表
label rows: Rows | 行数
label affected_amount: Amount at stake | 涉及金额
label meaning: Meaning | 说明
about_zh check: 检查项的名称；同名视图列出查到的每一条
about_zh severity: 错误：有数据未计入；警告：数字可能误导；提示：供参考
about_zh table: 出问题的数据表
about_zh rows: 查到的条数；所需数据表未导入时为空
about_zh affected_amount: 涉及的金额；无法得知时为空
about_zh meaning: 问题是什么，以及这些数据仍如何计入
*/
create or replace view data_quality as
with
checks (severity_no, name, table_name, needed) as (
    values
        (1, 'closed_without_day', 'deals', 'deals'),
        (2, 'closed_before_created', 'deals', 'deals'),
        (2, 'closed_after_export', 'deals', 'deals'),
        (2, 'created_after_export', 'deals', 'deals'),
        (2, 'begin_unknown', 'deals', 'deals'),
        (2, 'outcome_contradicts_stage', 'deals', 'deals'),
        (3, 'probability_contradicts_outcome', 'deals', 'deals'),
        (2, 'open_without_expected_close', 'deals', 'deals'),
        (2, 'open_without_amount', 'deals', 'deals'),
        (2, 'expected_close_passed', 'deals', 'deals'),
        (3, 'without_history', 'deals', 'deals'),
        (1, 'exchange_rate_missing', 'deals', 'deals'),
        (2, 'without_region', 'deals', 'deals'),
        (2, 'account_unknown', 'deals', 'accounts'),
        (2, 'rep_unknown', 'deals', 'reps'),
        (2, 'product_unknown', 'deals', 'products'),
        (2, 'campaign_unknown', 'deals', 'campaigns'),
        (2, 'line_product_unknown', 'deal_lines', 'products'),
        (2, 'history_after_export', 'deal_history', 'deal_history'),
        (2, 'history_of_unknown_deal', 'deal_history', 'deal_history'),
        (1, 'stage_not_configured', 'stages', 'deals'),
        (2, 'account_name_repeated', 'accounts', 'accounts'),
        (2, 'spelling_varies', 'deals', 'deals'),
        (2, 'lines_differ_from_amount', 'deals', 'deal_lines'),
        (2, 'shares_differ_from_whole', 'deal_splits', 'deal_splits'),
        (2, 'targets_overlap', 'targets', 'targets'),
        (1, 'row_refused', 'import_files', 'deals')
),

found as (
    select
        "check" as name,
        null as table_name,
        count(*) as faults,
        sum(amount) as amount,
    from faults
    where "check" <> 'row_refused'
    group by "check"
    union all
    select
        'row_refused',
        table_name,
        sum(rows_refused),
        null,
    from import_files
    where rows_refused > 0
    group by table_name
)

select
    c.name as "check",
    ['error', 'warning', 'note'][c.severity_no] as severity,
    coalesce(f.table_name, c.table_name) as table,
    case when has_table(c.needed) then coalesce(f.faults, 0) end::bigint as rows,
    f.amount::decimal(38, 2) as affected_amount,
    v.comment as meaning,
from checks as c
left join found as f on c.name = f.name
-- the meaning is the comment of the check's own view, so that it is written once
left join duckdb_views() as v on c.name = v.view_name and v.database_name = current_database()
order by c.severity_no, f.faults desc nulls last, c.name, f.table_name nulls last;
