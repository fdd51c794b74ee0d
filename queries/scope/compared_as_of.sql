/*
title: As of in a compared period
title_zh: 对比期截至日
about: The day of another period that answers to the as-of day: while the period runs the same day number, at most
    its last day; afterwards as many days after its end.
*/
create or replace macro compared_as_of(other_start, other_end) as (
    case
        when as_of() < period_end()
            then least(other_start + (as_of() - period_start())::integer, other_end)
        else other_end + (as_of() - period_end())::integer
    end
);
