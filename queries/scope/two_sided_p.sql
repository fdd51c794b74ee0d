/*
title: Two-sided p
title_zh: 双侧 p 值
about: How likely a value of the standard normal distribution lies at least so far from 0, either way.
*/
create or replace macro two_sided_p(z) as
    normal_tails(abs(z) / sqrt(2), 1 / (1 + abs(z) / sqrt(8)));
