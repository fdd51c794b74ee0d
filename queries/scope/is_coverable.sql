/*
title: Can cover a target
title_zh: 是否可用于覆盖目标
about: Whether an open deal is expected to close in a period, or past due while the period runs.
*/
create or replace macro is_coverable(expected_close_date, from_day, to_day, on_day) as
    on_day <= to_day
    and coalesce(
        expected_close_date between from_day and to_day
        or (expected_close_date < from_day and on_day >= from_day),
        false
    );
