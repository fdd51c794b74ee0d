/*
title: Tails of the normal distribution
title_zh: 正态分布双尾
about: The complementary error function of x, with t = 1 / (1 + x / 2): Chebyshev's fit of Press et al., Numerical
    Recipes, whose relative error is
    below 1.2e-7 everywhere.
*/
create or replace macro normal_tails(x, t) as
    t * exp(
        -x * x - 1.26551223
        + t * (
            1.00002368
            + t * (
                0.37409196
                + t * (
                    0.09678418
                    + t * (
                        -0.18628806
                        + t * (
                            0.27886807
                            + t * (
                                -1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))
                            )
                        )
                    )
                )
            )
        )
    );
