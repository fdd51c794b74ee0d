"""Dwell time: how long deals stay in each stage, and which stay too long."""

import streamlit as st

from dashboard import charts, selections, sentences, ui

pipeline = ui.pipeline_shown()
ui.opening(sentences.openings.dwell, "key_figures", funnel_width={"where": pipeline}, stage_dwell={"where": pipeline})
ui.cards(("median_cycle_days", "stalled_amount", "velocity_per_day"))
ui.figures_download()
ui.known_changes()
ui.one_pipeline()
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        "stage_dwell",
        finding=sentences.slowest_stage,
        caption="caption.dwell",
        where=pipeline,
        beside=ui.Beside("funnel_width"),
        chart=charts.IntervalDots(),
    )
with right:
    ui.report(
        "funnel_width",
        finding=sentences.most_stalled,
        caption="caption.stalled",
        where=pipeline,
        chart=charts.StageBars(total="deals", parts=(("moving_deals", "open"), ("stalled_deals", "stalled"))),
        keep=selections.with_moving_deals,
    )
dimension = ui.dimension(("region", "team", "rep", "product_line", "account_size", "channel"))
ui.report(
    "funnel_split",
    finding=sentences.slowest_member,
    caption="caption.dwell_split",
    where=pipeline | {"dimension": dimension},
    chart=charts.Matrix("median_days", sample="stays"),
)
ui.report(
    "deal_list",
    finding=sentences.deals_found("finding.stalled"),
    caption="caption.stalled_list",
    where={"is_stalled": True},
    sums=("amount",),
    is_good_empty=True,
    columns=(
        "amount",
        "deal",
        "days_in_stage",
        "stage",
        "rep",
        "account",
        "age_days",
        "push_count",
        "expected_close_date",
    ),
)
