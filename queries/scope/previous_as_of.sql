/*
title: As of in the period before
title_zh: 上期截至日
about: The day of the period before that answers to the as-of day.
*/
create or replace macro previous_as_of() as compared_as_of(previous_start(), previous_end());
