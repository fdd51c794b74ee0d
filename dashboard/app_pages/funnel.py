"""Funnel: how wide it is, what moves on, and how it changed."""

import streamlit as st

from dashboard import charts, selections, sentences, ui

pipeline = ui.pipeline_shown()
standing = (("effective_deals", "open"), ("beyond_deals", "pending"))
entered = (("advanced", "open"), ("pending", "pending"), ("lost", "gone"))
ui.opening(
    sentences.openings.funnel, "key_figures", funnel_width={"where": pipeline}, stage_conversion={"where": pipeline}
)
ui.cards(("open_amount", "created_amount", "win_rate"))
ui.figures_download()
ui.known_changes()
ui.one_pipeline()
ui.report(
    "funnel_width",
    finding=sentences.widest_stage,
    caption="caption.width",
    where=pipeline,
    keep=selections.with_beyond_cycle,
    chart=charts.StageBars("deals", standing, money="amount"),
)
ui.counting_rule()
ui.report(
    "stage_conversion",
    finding=sentences.weakest_step,
    caption="caption.conversion",
    where=pipeline,
    chart=charts.StageBars("entered", entered, step="conversion_floor", step_note="pending"),
)
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        "funnel_over_time",
        finding=sentences.stage_moved,
        caption="caption.over_time",
        where=pipeline,
        chart=charts.StageLines("amount"),
    )
with right:
    ui.report(
        "pipeline_changes",
        finding=sentences.bridge,
        caption="caption.bridge",
        chart=charts.Waterfall(),
    )
dimension = ui.dimension(("region", "team", "rep", "product_line", "account_size", "channel"))
ui.report(
    "funnel_split",
    finding=sentences.widest_gap,
    caption="caption.split",
    where=pipeline | {"dimension": dimension},
    chart=charts.Matrix("resolved_conversion"),
)
