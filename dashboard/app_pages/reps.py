"""Reps: targets, win rates, speed and effort, person by person."""

import streamlit as st

from dashboard import charts, selections, sentences, ui

view, most = "rep_efficiency", 16
results = ("rep", "team", "won_amount", "attainment", "win_rate", "average_won_amount", "mean_cycle_days")
pipeline = ("open_amount", "effective_open_amount", "coverage", "effective_coverage", "stalled_deals")
ui.opening(sentences.openings.reps, "key_figures", view)
ui.targets_against_company(view, "rep")
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        view,
        finding=sentences.targets_reached("rep"),
        caption="caption.won_against_target",
        chart=charts.RankedBars("rep", "won_amount", target="target_amount", rows=most),
    )
with right:
    ui.ranking(view, "rep", "win_rate", rows=most, caption="caption.rep_win_rate")
first, second, third = st.columns(3, gap="small")
with first:
    ui.ranking(view, "rep", "recent_cycle_days", better="lower", rows=most, caption="caption.recent_cycle")
with second:
    ui.ranking(view, "rep", "dwell_index", better="lower", rows=most, caption="caption.dwell_index")
with third:
    ui.ranking(view, "rep", "lead_conversion_rate", rows=most, caption="caption.lead_conversion")
left, right = st.columns(2, gap="small")
with left:
    ui.parts(view, "rep", "open_amount", ("effective_open_amount", "beyond_amount"), caption="caption.open_amount")
with right:
    ui.ranking(view, "rep", "visits", rows=most, caption="caption.visits")
ui.report(
    view,
    finding=sentences.fixed("title.all_figures"),
    caption="caption.all_rep",
    columns=(*results, *pipeline, "velocity_per_day", "collected_amount"),
)
ui.report(
    "peer_comparison",
    finding=sentences.peers,
    caption="caption.peers",
    where={"dimension": "rep", "is_beyond_chance": True},
    keep=selections.told_peers,
    columns=("name", "measure", "stage", "value_told", "rest_told", "sample", "rest_sample"),
    is_good_empty=True,
)
