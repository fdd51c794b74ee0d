/*
title: Exports that the history rests on
title_zh: 变更历史所依据的导出
about: The exports whose deals were compared, day by day, for the changes that no history of the CRM tells.
grain: one row per day of an export
column exported_on: day of the export
column days_before: days since the export before; a change in it is known to lie between the two; NULL for the first one
column is_gap: true where these are more days than stale_after_days; NULL for the first one
column imported_at: instant it was imported, in the workspace's time zone
column files: names of the files that held its deals
column content_hash: SHA-256 of the content of these files
column deals: deals in it
column is_full: true where a deal that is missing in it was gone
column columns: columns of the deals that it fills, of those whose changes are kept
column new_deals: deals that the exports before did not have; NULL for the first one
column changed_deals: deals that differ from the export before; NULL for the first one
column vanished_deals: deals of the exports before that are not in it; NULL for the first one
column returned_deals: deals that were gone and are there again; NULL for the first one
column file: file in the workspace that keeps its deals
about_zh exported_on: 导出日
about_zh days_before: 距前一次导出的天数；本次发现的变更发生在两次导出之间；首次导出为空
about_zh is_gap: 为是表示间隔超过 stale_after_days 天；首次导出为空
about_zh imported_at: 导入的时间，按工作区时区
about_zh files: 含有商机的文件名
about_zh content_hash: 这些文件内容的 SHA-256 校验值
about_zh deals: 导出中的商机数
about_zh is_full: 为是表示全量导出：其中没有的商机即视为已删除
about_zh columns: 记录变更的列中，本次导出有值的列
about_zh new_deals: 之前的导出中没有的商机数；首次导出为空
about_zh changed_deals: 与前一次导出不同的商机数；首次导出为空
about_zh vanished_deals: 之前有、本次没有的商机数；首次导出为空
about_zh returned_deals: 曾消失、本次又出现的商机数；首次导出为空
about_zh file: 工作区中保存其商机的文件
label exported_on: Day of the export | 导出日
label days_before: Days since the one before | 距上次天数
label is_gap: Gap | 间隔过长
label imported_at: Imported | 导入时间
label deals: Deals | 商机数
label is_full: All deals | 全量
label new_deals: New | 新增
label changed_deals: Changed | 有变更
label vanished_deals: No longer there | 消失
label returned_deals: There again | 重新出现
label files: Files | 文件
*/
create or replace table history_imports (
    exported_on date not null,
    days_before integer,
    is_gap boolean,
    imported_at timestamp,
    files text,
    content_hash text,
    deals bigint,
    is_full boolean,
    columns text,
    new_deals bigint,
    changed_deals bigint,
    vanished_deals bigint,
    returned_deals bigint,
    file text not null
);
