/*
label: New deals
label_zh: 新增商机数
unit: count
better: higher
subject: pipeline
date: created_date
rows: is_created_in_period
about: Deals created in the period, whatever became of them.
about_zh: 期间内新增的商机，不论后来如何。
source: METRICS section 5
*/
create or replace macro created_deals(is_created) as
    count(*) filter (where is_created);
