"""Deals: the rows behind every number."""

from dashboard import charts, selections, sentences, ui

ui.cards(("open_deals", "stalled_amount", "created_amount"))
chosen = ui.one_of("deals", tuple(selections.NAMED), "deals")
ui.report(
    "deal_list",
    finding=sentences.deals_found(f"finding.{chosen}"),
    caption=f"caption.{chosen}",
    keep=selections.NAMED[chosen].keep,
    columns=selections.NAMED[chosen].columns,
    key=f"deals.{chosen}",
)
basis = ui.one_of("basis", ("open", "expected_in_period"), "value")
ui.report(
    "pipeline_changes",
    finding=sentences.bridge,
    caption=f"caption.bridge_{basis}",
    chart=charts.Waterfall(basis),
    key=f"changes.{basis}",
)
ui.report(
    "pipeline_change_list",
    finding=sentences.fixed("title.changes"),
    caption="caption.changes",
    where={"basis": basis},
    columns=("on_date", "movement", "amount", "deal", "account", "stage", "rep", "region"),
    key=f"change_list.{basis}",
)
