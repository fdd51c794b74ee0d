/*
title: Dimensions to split by
title_zh: 拆分维度
about: The dimensions that funnels are split and members compared by.
*/
create or replace macro split_dimensions() as
    ['region', 'team', 'rep', 'product_line', 'account_size', 'channel'];
