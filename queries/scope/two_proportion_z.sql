/*
title: Two-proportion z
title_zh: 两比例 z 检验
about: By how many standard errors one share lies above another, pooled. NULL where either rests on fewer than ten, or
    where nothing varies.
*/
create or replace macro two_proportion_z(hits, cases, other_hits, other_cases) as
    case
        when cases >= 10 and other_cases >= 10
            then
                (hits / cases - other_hits / other_cases)
                / nullif(
                    sqrt(
                        (hits + other_hits) / (cases + other_cases)
                        * (1 - (hits + other_hits) / (cases + other_cases))
                        * (1 / cases + 1 / other_cases)
                    ), 0
                )
    end;
