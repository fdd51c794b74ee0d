/*
title: Imported columns
title_zh: 导入字段
about: Which header became which column.
grain: one row per file and header
column file: file name
column header: header as written
column table_name: table
column column_name: column; NULL: kept in extra
about_zh file: 导入的文件名
about_zh header: 文件中的表头原文
about_zh table_name: 写入的数据表
about_zh column_name: 写入的列；为空表示没有对应的列，原值另行保留
*/
create or replace table import_columns (
    file text not null,
    header text not null,
    table_name text,
    column_name text
);
