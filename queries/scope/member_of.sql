/*
title: Member of a dimension
title_zh: 维度成员
about: Where a deal belongs in one of the dimensions that funnels are split and members compared by.
*/
create or replace macro member_of(
    dimension, region, team, rep, product_line, account_size, channel
) as
    case dimension
        when 'region' then region
        when 'team' then team
        when 'rep' then rep
        when 'product_line' then product_line
        when 'account_size' then account_size
        when 'channel' then channel
    end;
