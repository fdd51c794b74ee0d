/*
title: Shape of a funnel
title_zh: 漏斗形状
about: What a funnel with so many early, middle and late deals looks like, tested in this order: empty; early_only
    (nothing
    in the middle and late); top_light (more late than early); bulging (more in the middle than early, and no more late
    than there); ideal (early ≥ middle ≥ late > 0); else uneven.
*/
create or replace macro funnel_shape_of(early, middle, late) as
    case
        when early + middle + late = 0 then 'empty'
        when middle + late = 0 then 'early_only'
        when late > early then 'top_light'
        when middle > early and middle >= late then 'bulging'
        when early >= middle and middle >= late and late > 0 then 'ideal'
        else 'uneven'
    end;
