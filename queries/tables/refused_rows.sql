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
*/
create or replace table refused_rows (
    file text not null,
    line bigint,
    column_name text,
    value text,
    reason text,
    content text
);
