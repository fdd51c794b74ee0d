"""Deals: the rows behind every number."""

from dashboard import charts, sentences, ui

if not ui.rows_behind():
    ui.opening(sentences.openings.deals, "key_figures")
    ui.cards(("open_deals", "stalled_amount", "created_amount"))
    ui.figures_download()
    ui.named_deals()
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
