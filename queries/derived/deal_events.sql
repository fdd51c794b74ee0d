/*
title: Deal events
title_zh: 商机事件
about: Everything that sets an attribute of a deal: its start, the changes of its history, its closing, and what the
    export says
    on its day. NULL means not set by this event.
grain: one row per deal and event
column deal_no: number of the deal
column event_no: position among all events, by deal
column happened_at: instant
column kind: 0 start, 1 change, 2 closing, 3 export; orders events of one instant
column stage: open stage from here on
column outcome: open, won or lost from here on
*/
create or replace temp view deal_events as
select * from deal_records
union all by name
select * from deal_news;
