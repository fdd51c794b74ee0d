/*
label: Slope
label_zh: 漏斗斜率
unit: rate
better: higher
subject: pipeline
date: created_date
sample: won + lost of the deals created in the 12 months up to the as-of day
sample_zh: 截至截止日 12 个月内创建的商机中已赢单或丢单的数量
about: Won / (won + lost) of the deals created in the 12 months up to the as-of day, as they ended by then: how steeply
    the
    funnel narrows. NULL when none of them closed.
about_zh: 截至截止日 12 个月内创建的商机中，赢单 ÷（赢单 + 丢单）：漏斗收窄的快慢。均未结单时为空。
source: METRICS section 5, funnel_shape
*/
create or replace macro slope(is_won, is_closed) as
    win_rate(is_won, is_closed);
