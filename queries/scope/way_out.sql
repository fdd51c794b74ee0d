/*
title: Way out of a stage
title_zh: 离开阶段的去向
about: How a step left the stage it began in, for a reader's scope: a closing before a transfer before a move; NULL
    where it left nothing.
*/
create or replace macro way_out(was_in, is_in, way) as
    case
        when not was_in then null
        when way in ('won', 'lost') then 'left_' || way
        when way = 'removed' then 'removed'
        when not is_in or way = 'moved_pipeline' then 'transferred_out'
        when way in ('advanced', 'moved_back') then 'left_' || way
    end;
