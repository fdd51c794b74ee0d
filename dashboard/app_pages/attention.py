"""Attention: one list to work from, the most money at risk first."""

from dashboard import charts, deal_conditions, selections, sentences, ui

ui.opening(sentences.openings.attention, "attention", "kpis")
ui.report(
    "attention",
    finding=sentences.top("rep", "amount"),
    caption="caption.attention_by_rep",
    chart=charts.PartBars("rep", (("amount", "stalled"),)),
)
warning = ui.one_of("warning", selections.WARNINGS, "value")
ui.report(
    "attention_list",
    finding=sentences.deals_warned(warning),
    caption="caption.attention",
    where=selections.warned(warning),
    columns=deal_conditions.AS_WARNED,
    is_good_empty=True,
    sums=("amount",),
    keep=selections.with_warnings,
    key=f"attention.{warning}",
)
