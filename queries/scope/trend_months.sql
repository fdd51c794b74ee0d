/*
title: Months of a trend
title_zh: 趋势月份
about: The first days of the thirteen months up to the one of the as-of day.
*/
create or replace macro trend_months() as [
    (date_trunc('month', as_of()) - to_months(place))::date
    for place in [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
];
