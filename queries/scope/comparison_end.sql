/*
title: End of the comparison
title_zh: 对比期结束
about: Last day, inclusive, of the period that the reader compares with; NULL where they compare with none.
*/
create or replace macro comparison_end() as
    case comparison() when 'previous' then previous_end() when 'last_year' then last_year_end() end;
