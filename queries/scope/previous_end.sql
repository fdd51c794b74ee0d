/*
title: End of the period before
title_zh: 上期结束
about: Last day of the period before, inclusive: the day before the period.
*/
create or replace macro previous_end() as period_start() - 1;
