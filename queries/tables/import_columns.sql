/*
title: Imported columns
title_zh: 导入字段
about: Which header became which column.
grain: one row per file and header
column file: file name
column header: header as written
column table_name: table
column column_name: column; NULL: kept in extra
*/
create or replace table import_columns (
    file text not null,
    header text not null,
    table_name text,
    column_name text
);
