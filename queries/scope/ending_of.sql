/*
title: Ending of a deal
title_zh: 商机结局
about: How a closed deal ended: as its export says where the closing is its final one, else as far as the outcome says.
    NULL while
    open.
*/
create or replace macro ending_of(is_final, ending, outcome) as
    case
        when is_final then ending
        when outcome = 'lost' then 'lost_unspecified'
        when outcome = 'won' then 'won'
    end;
