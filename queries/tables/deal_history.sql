/*
title: Deal history
title_zh: 商机历史
about: A change of a deal: the values it has from that instant on. NULL means not changed.
grain: one row per change of a deal
column deal_id: deals.deal_id
column history_id: the CRM's own id of the change; orders changes of one instant
column changed_at: instant (or day at 00:00) of the change
column pipeline: pipeline from here on
column stage: stage from here on
column old_stage: stage before the change, where the CRM says so
column outcome: open, won or lost from here on
column amount: amount from here on, in the deal's currency
column expected_close_date: expected close from here on
column probability: fraction 0 to 1 from here on
column forecast_category: forecast category from here on
column rep_id: owner from here on
column region: region from here on
column is_deleted: deleted from here on
column line_no: position in the file; orders changes of one instant that carry no id
column observed: NULL: the CRM's own change; change: the difference between two exports; first: the first export that
    shows a deal
    which began earlier, so that nothing is known of the days before
column known_after: last day before on which an export did not show the change yet; it lies between this day and
    changed_at
column emptied: columns that are empty from here on, where exports show it
column extra: columns of the export that have no place of their own, by header
label history_id: Change id | 变更编号
label changed_at: Changed | 变更时间
label old_stage: Stage before | 原阶段
label is_deleted: Deleted | 已删除
label observed: Seen in exports | 对比导出得出
label known_after: Not yet on | 此日尚未变更
label emptied: Emptied | 已清空的列
*/
create or replace table deal_history (
    deal_id text not null,
    history_id text,
    changed_at timestamp not null,
    pipeline text,
    stage text,
    old_stage text,
    outcome text,
    amount decimal(18, 2),
    expected_close_date date,
    probability double,
    forecast_category text,
    rep_id text,
    region text,
    is_deleted boolean,
    line_no bigint,
    observed text,
    known_after date,
    emptied text[],
    extra json
);
