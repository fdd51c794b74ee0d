"""Dwell time: how long deals stay in each stage, and which stay too long."""

import streamlit as st

from dashboard import charts, selections, sentences, ui

ui.cards(("median_cycle_days", "stalled_amount", "velocity_per_day"))
pipeline = ui.one_pipeline()
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        "stage_dwell",
        finding=sentences.slowest_stage,
        caption="caption.dwell",
        where=pipeline,
        beside=ui.Beside("funnel_width"),
        chart=charts.IntervalDots(),
        columns=(
            "stage",
            "stays",
            "completed_stays",
            "open_stays",
            "median_days",
            "median_completed_days",
            "mean_completed_days",
            "p90_completed_days",
            "median_won_days",
            "median_lost_days",
            "longest_open_days",
            "expected_days",
        ),
    )
with right:
    ui.report(
        "funnel_width",
        finding=sentences.most_stalled,
        caption="caption.stalled",
        where=pipeline,
        chart=charts.StageBars(total="deals", parts=(("moving_deals", "open"), ("stalled_deals", "stalled"))),
        keep=selections.with_moving_deals,
        columns=("stage", "deals", "stalled_deals", "stalled_amount", "average_days_in_stage"),
    )
dimension = ui.dimension(("region", "team", "rep", "product_line", "account_size", "channel"))
ui.report(
    "funnel_split",
    finding=sentences.slowest_member,
    caption="caption.dwell_split",
    where=pipeline | {"dimension": dimension},
    chart=charts.Matrix("median_days", sample="entered"),
    columns=("name", "stage", "entered", "median_days", "deals", "amount"),
)
ui.report(
    "deal_list",
    finding=sentences.deals_found("finding.stalled"),
    caption="caption.stalled_list",
    where={"is_stalled": True},
    keep=selections.stalled,
    columns=(
        "deal",
        "account",
        "stage",
        "rep",
        "amount",
        "days_in_stage",
        "age_days",
        "push_count",
        "expected_close_date",
    ),
)
