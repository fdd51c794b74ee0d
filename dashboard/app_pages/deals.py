"""Deals: the rows behind every number."""

from dashboard import charts, selections, sentences, ui

ui.cards(("open_deals", "stalled_amount", "created_amount"))
chosen = ui.one_of("deals", ("largest_open", "due", "stalled", "won", "lost", "created"), "deals")
ui.report(
    "deal_list",
    finding=sentences.deals_found(f"finding.{chosen}"),
    caption=f"caption.{chosen}",
    keep=getattr(selections, chosen),
    columns=(
        "deal",
        "account",
        "stage",
        "outcome",
        "amount",
        "weighted_amount",
        "rep",
        "region",
        "product_line",
        "created_date",
        "expected_close_date",
        "closed_date",
        "days_in_stage",
        "age_days",
        "push_count",
        "is_stalled",
        "is_beyond_cycle",
        "close_reason",
        "lost_to",
        "next_step_date",
        "days_since_last_activity",
        "url",
    ),
    key=f"deals.{chosen}",
)
basis = ui.one_of("basis", ("open", "expected_in_period"), "value")
ui.report(
    "pipeline_changes",
    finding=sentences.bridge,
    caption=f"caption.bridge_{basis}",
    chart=charts.Waterfall(basis),
    columns=("basis", "movement", "deals", "amount"),
    key=f"changes.{basis}",
)
ui.report(
    "pipeline_change_list",
    finding=sentences.fixed("title.changes"),
    caption="caption.changes",
    where={"basis": basis},
    columns=("on_date", "movement", "deal", "account", "region", "rep", "stage", "amount"),
    key=f"change_list.{basis}",
)
