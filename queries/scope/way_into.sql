/*
title: Way into a stage
title_zh: 进入阶段的来路
about: How a step entered the stage it ends in, for a reader's scope; NULL where it entered nothing.
*/
create or replace macro way_into(was_in, is_in, way) as
    case
        when not is_in then null
        when way = 'created' then 'entered_created'
        when way = 'reopened' then 'reopened'
        when not was_in or way = 'moved_pipeline' then 'transferred_in'
        when way in ('advanced', 'moved_back') then 'entered_from_other_stage'
    end;
