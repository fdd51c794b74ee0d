/*
title: Row refused
title_zh: 拒收的行
about: A row of a file that could not be read. It is in no table; the list of refused rows names the reason.
about_zh: 文件中无法读取的行；不进入任何表，原因见拒收清单。
severity: error
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; file and line
column detail: text; column and reason
column amount: money; not known
label check: Check | 检查项
label key: Line | 行
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 文件与行号
about_zh detail: 列名与原因
about_zh amount: 无法得知
*/
create or replace view row_refused as
select
    'row_refused' as "check",
    file || ':' || line as key,
    coalesce(column_name || ': ', '') || reason as detail,
    null::decimal(18, 2) as amount,
from refused_rows
order by file, line nulls last, column_name nulls last, reason;
