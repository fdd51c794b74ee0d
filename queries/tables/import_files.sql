/*
title: Imported files
title_zh: 导入文件
about: What each file became.
grain: one row per file and table
column file: file name
column table_name: table its rows went to; NULL where nothing recognised it
column mapping: mapping that recognised it
column rows_read: data rows in the file
column rows_accepted: rows kept
column rows_refused: rows in refused_rows
column encoding: encoding it was read with
column content_hash: SHA-256 of the content
column note: why it was left out, or what was decided about it
*/
create or replace table import_files (
    file text not null,
    table_name text,
    mapping text,
    rows_read bigint,
    rows_accepted bigint,
    rows_refused bigint,
    encoding text,
    content_hash text,
    note text
);
