/*
title: Lines in scope
title_zh: 范围内商机明细
about: The lines of a period's deals that are in the product lines of the reader's scope. What the line items do
    not explain has no product line.
*/
create or replace macro scoped_lines(from_day, to_day, on_day) as table
    select *
    from period_lines(from_day, to_day, on_day)
    where is_chosen('product_lines', product_line);
