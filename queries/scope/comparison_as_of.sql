/*
title: As of in the comparison
title_zh: 对比期截至日
about: The day that answers to the as-of day in the period that the reader compares with; NULL where they compare
    with none.
*/
create or replace macro comparison_as_of() as
    case comparison()
        when 'previous' then previous_as_of()
        when 'last_year' then last_year_as_of()
    end;
