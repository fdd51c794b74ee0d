/*
title: Part of the funnel
title_zh: 漏斗段位
about: In which part of the funnel an open deal within its cycle stands, by its probability: early, middle or late. NULL
    for any other deal, and where no probability is known.
*/
create or replace macro funnel_band(is_open, is_beyond_cycle, probability) as
    case
        when not is_open or is_beyond_cycle or probability is null then null
        when probability < shape_middle_from() then 'early'
        when probability < shape_late_from() then 'middle'
        else 'late'
    end;
