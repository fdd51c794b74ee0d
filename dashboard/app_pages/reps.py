"""Reps: targets, win rates, speed and effort, person by person."""

import streamlit as st

from dashboard import charts, sentences, ui

left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        "rep_efficiency",
        finding=sentences.targets_reached("rep"),
        caption="caption.won_against_target",
        chart=charts.RankedBars("rep", "won_amount", target="target_amount", rows=16),
        columns=("rep", "team", "target_amount", "won_amount", "owned_won_amount", "attainment", "won_deals"),
    )
with right:
    ui.report(
        "rep_efficiency",
        finding=sentences.leader("rep", "win_rate"),
        caption="caption.rep_win_rate",
        chart=charts.RankedBars("rep", "win_rate", rows=16),
        columns=("rep", "team", "won_deals", "lost_deals", "win_rate", "average_won_amount"),
    )
first, second, third = st.columns(3, gap="small")
with first:
    ui.report(
        "rep_efficiency",
        finding=sentences.leader("rep", "recent_cycle_days", better="lower"),
        caption="caption.recent_cycle",
        chart=charts.RankedBars("rep", "recent_cycle_days", better="lower", rows=16),
        columns=("rep", "mean_cycle_days", "recent_cycle_days", "won_deals"),
    )
with second:
    ui.report(
        "rep_efficiency",
        finding=sentences.leader("rep", "dwell_index", better="lower"),
        caption="caption.dwell_index",
        chart=charts.RankedBars("rep", "dwell_index", better="lower", rows=16),
        columns=("rep", "dwell_index", "stalled_deals", "open_deals"),
    )
with third:
    ui.report(
        "rep_efficiency",
        finding=sentences.leader("rep", "effective_open_amount"),
        caption="caption.effective_open",
        chart=charts.RankedBars("rep", "effective_open_amount", rows=16),
        columns=("rep", "open_deals", "open_amount", "effective_open_amount", "weighted_amount", "coverage"),
    )
left, right = st.columns(2, gap="small")
with left:
    ui.report(
        "rep_efficiency",
        finding=sentences.leader("rep", "lead_conversion_rate"),
        caption="caption.lead_conversion",
        chart=charts.RankedBars("rep", "lead_conversion_rate", rows=16),
        columns=("rep", "leads_assigned", "leads_converted", "lead_conversion_rate"),
    )
with right:
    ui.report(
        "rep_efficiency",
        finding=sentences.leader("rep", "visits"),
        caption="caption.visits",
        chart=charts.RankedBars("rep", "visits", rows=16),
        columns=("rep", "activities", "visits", "visits_per_won"),
    )
ui.report("rep_efficiency", finding=sentences.fixed("title.all_figures"), caption="caption.all_rep", key="all.rep")
