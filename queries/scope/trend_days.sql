/*
title: Days of a trend
title_zh: 趋势截至日
about: The days at whose ends the months of a trend are known: their last days, of the running month the as-of day.
*/
create or replace macro trend_days() as
    [least(last_day(month), as_of()) for month in trend_months()];
