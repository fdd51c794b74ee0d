/*
label: Evenness
label_zh: 漏斗均匀度
unit: rate
better: higher
subject: pipeline
sample: open deals within their cycle
sample_zh: 周期内在途商机数
over: is_open and not is_beyond_cycle
about: How close the shares of early, middle and late deals come to the ideal ones (settings: shape.ideal_shares): 1 −
    half the sum
    of the differences. 1 is exactly so, 0 as far off as can be. NULL for an empty funnel.
about_zh: 前、中、后段商机占比与理想占比（设置 shape.ideal_shares）的接近程度：1 − 各段差值绝对值之和的一半。1 为完全一致。漏斗为空时为空。
source: METRICS section 5, funnel_shape
*/
create or replace macro evenness(early, middle, late, ideal_early, ideal_middle, ideal_late) as
    1 - (
        abs(early / nullif(early + middle + late, 0) - ideal_early)
        + abs(middle / nullif(early + middle + late, 0) - ideal_middle)
        + abs(late / nullif(early + middle + late, 0) - ideal_late)
    ) / 2;
