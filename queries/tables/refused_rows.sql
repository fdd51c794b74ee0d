/*
title: Refused rows
title_zh: 拒收行
about: Rows that could not be read, with the reason.
grain: one row per refused row
column file: file name
column line: line of the file on which the row begins, counting from 1
column column_name: header of the column at fault; NULL where the whole row is
column value: the value at fault
column reason: why it was refused
column content: the row as read, as JSON
about_zh file: 文件名
about_zh line: 该行在文件中的起始行号，从 1 起
about_zh column_name: 出错列的表头；整行有误时为空
about_zh value: 出错的值
about_zh reason: 拒收原因
about_zh content: 读到的整行内容
*/
create or replace table refused_rows (
    file text not null,
    line bigint,
    column_name text,
    value text,
    reason text,
    content text
);
