/*
label: Stage conversion
label_zh: 阶段转化率
unit: rate
better: higher
sample: advanced + lost
about: Advanced / (advanced + lost) among the deals decided so far. Pending deals are left out,
    never counted as lost.
source: METRICS section 5
*/
create or replace macro resolved_conversion(advanced, lost) as
    advanced / nullif(advanced + lost, 0);
