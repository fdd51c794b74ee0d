"""Overview: where we stand, in one look."""

import streamlit as st

from dashboard import charts, selections, sentences, ui

ui.cards(("won_amount", "win_rate", "open_amount", "coverage", "average_won_amount", "median_cycle_days"))
ui.small_cards(("weighted_amount", "expected_landing", "velocity_per_day"))
pipeline = ui.one_pipeline()
ui.report(
    "stage_conversion",
    finding=sentences.weakest_step,
    caption="caption.funnel",
    where=pipeline,
    beside=ui.Beside("funnel_width"),
    chart=charts.StageBars(
        total="entered",
        parts=(("advanced", "open"), ("pending", "pending"), ("lost", "gone")),
        step="conversion_floor",
        step_note="pending",
        money="amount",
    ),
)
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        "results_over_time",
        finding=sentences.month_against_target,
        caption="caption.results",
        beside=ui.Beside("results_over_time", ui.year_before),
        chart=charts.TrendLine("won_amount", target="target_amount"),
    )
with right:
    ui.report("movers", finding=sentences.movers, caption="caption.movers", chart=charts.ChangeBars())
ui.report(
    "deal_list",
    finding=sentences.deals_found("finding.attention"),
    caption="caption.attention",
    where={"is_open": True},
    keep=selections.attention,
    is_good_empty=True,
    limit=8,
    columns=("deal", "why", "stage", "rep", "amount", "days_in_stage", "expected_close_date"),
)
first, second, third = st.columns(3, gap="small")
with first:
    ui.report("pipeline_changes", finding=sentences.bridge, caption="caption.bridge", chart=charts.Waterfall())
with second:
    ui.report(
        "stage_dwell",
        finding=sentences.slowest_stage,
        caption="caption.dwell",
        where=pipeline,
        beside=ui.Beside("funnel_width"),
        chart=charts.IntervalDots(),
    )
with third:
    ui.ranking("rep_efficiency", "rep", "win_rate", rows=8, caption="caption.rep_win_rate")
