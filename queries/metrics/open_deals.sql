/*
label: Open deals
label_zh: 在途商机数
unit: count
better: higher
subject: pipeline
date: as_of
rows: is_open
about: Deals open at the end of the as-of day.
about_zh: 截止日结束时的在途商机数。
source: METRICS section 5
*/
create or replace macro open_deals(is_open) as
    count(*) filter (where is_open);
