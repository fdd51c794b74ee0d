/*
title: From the CRM's sum to ours
title_zh: 从 CRM 合计到看板
about: What the exported deals add up to by the CRM's own columns, step by step to what the dashboard counts: the first
        line plus all steps is the last line, in deals and to the cent. A deal is in the first step that applies to it.
    Amounts
    of the export are added as written, whatever their currency, until the step that converts them. Notes tell of deals
    beside the sum and add nothing.
about_zh: 按 CRM 自己的字段把导出的商机加总，再逐步走到看板的数：首行加上各步即为末行，商机数与金额都分毫不差。一个商机只归入
    第一个适用的步骤。换算之前，导出金额不分币种照原数相加。提示行只作说明，不参与加总。
grain: one row per measure and step
grain_zh: 每个指标与步骤一行
needs: deals
subject: data
key: measure, step
rows deals: crm_reconciliation_list
rows amount: crm_reconciliation_list
rows exported_amount: exported_amount of crm_reconciliation_list
column measure: text; won_amount, lost_amount, open_amount or created_amount
column step_order: number; position from the export to the dashboard; notes come last
column step: text; exported, a reason why a deal counts otherwise, counted, or a note
column line_kind: text; start, step, end or note
column deals: count; deals that the line is about
column deals_change: number; deals that it adds or takes away; NULL in notes
column amount: money; what it adds or takes away, of the first and last line the sum; NULL in notes
column exported_amount: money; amounts of its deals as exported, whatever their currency
label measure: Measure | 指标
label step_order: No. | 序号
label step: Step | 步骤
label line_kind: Kind | 类别
label deals: Deals | 商机数
label deals_change: Change in deals | 商机数增减
label amount: Amount | 金额
label exported_amount: Exported amount | 导出金额
about_zh measure: 指标：赢单额、丢单额、在途金额或新增金额
about_zh step_order: 从导出到看板的次序，提示排在最后
about_zh step: 导出合计、计法不同的原因、看板合计，或提示
about_zh line_kind: 起点、步骤、终点或提示
about_zh deals: 该行涉及的商机数
about_zh deals_change: 该行增加或减少的商机数；提示行为空
about_zh amount: 该行增加或减少的金额，首行和末行为合计；提示行为空
about_zh exported_amount: 这些商机的导出金额，不分币种照原数相加
*/
create or replace view crm_reconciliation as
with
lines (step_order, step, line_kind) as (
    values
        (1, 'exported', 'start'), (2, 'repeated', 'step'), (3, 'refused', 'step'),
        (4, 'deleted', 'step'), (5, 'created_after_export', 'step'), (6, 'without_day', 'step'),
        (7, 'owner', 'step'), (8, 'after_as_of', 'step'), (9, 'outcome_then', 'step'),
        (10, 'closed_after_export', 'step'), (11, 'closed_before_created', 'step'),
        (12, 'other_day', 'step'), (13, 'amount_then', 'step'), (14, 'converted', 'step'),
        (15, 'rate_missing', 'step'), (16, 'counted', 'end'), (17, 'without_amount', 'note'),
        (18, 'no_day', 'note'), (19, 'refused_unread', 'note')
),

measures (measure_order, measure) as (
    values (1, 'won_amount'), (2, 'lost_amount'), (3, 'open_amount'), (4, 'created_amount')
),

summed as (
    select
        measure,
        line_step,
        count(*) as deals,
        sum(deals_change) as deals_change,
        sum(amount) as amount,
        sum(exported_amount) as exported_amount,
    from crm_lines(period_start(), period_end(), as_of())
    group by measure, line_step
)

select
    m.measure,
    l.step_order,
    l.step,
    l.line_kind,
    coalesce(s.deals, 0)::bigint as deals,
    case when l.line_kind <> 'note' then coalesce(s.deals_change, 0) end::bigint as deals_change,
    case when l.line_kind <> 'note' then coalesce(s.amount, 0) end::decimal(38, 2) as amount,
    coalesce(s.exported_amount, 0)::decimal(38, 2) as exported_amount,
from measures as m
cross join lines as l
left join summed as s on m.measure = s.measure and l.step = s.line_step
order by m.measure_order, l.step_order;
