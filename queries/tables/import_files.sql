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
about_zh file: 导入的文件名
about_zh table_name: 行数据写入的数据表；无法识别时为空
about_zh mapping: 识别该文件所用的映射
about_zh rows_read: 文件中的数据行数
about_zh rows_accepted: 写入的行数
about_zh rows_refused: 未能写入的行数，原因见拒收清单
about_zh encoding: 读取时采用的字符编码
about_zh content_hash: 文件内容的 SHA-256 校验值
about_zh note: 为何未采用，或读取时做了哪些判断
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
