/*
title: Start of the comparison
title_zh: 对比期开始
about: First day of the period that the reader compares with; NULL where they compare with none.
*/
create or replace macro comparison_start() as
    case comparison()
        when 'previous' then previous_start()
        when 'last_year' then last_year_start()
    end;
