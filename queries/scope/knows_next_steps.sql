/*
title: Knows next steps
title_zh: 有无下一步数据
about: Whether next steps are known on a day: the data hold some, and it is not a past day, for which nothing tells
    them.
*/
create or replace macro knows_next_steps(on_day) as (
    on_day >= exported_on() and (select count(f.next_step_date) > 0 from deal_facts as f)
);
