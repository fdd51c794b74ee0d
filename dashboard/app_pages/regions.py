"""Regions and teams: who is where against the target, and what is coming."""

import streamlit as st

from dashboard import charts, selections, sentences, ui

levels = ("region", "team")
level = ui.shown("level", levels)
view = f"{level}_performance"
ui.opening(sentences.openings.places(level), "key_figures", view)
ui.one_of("level", levels, "value")
ui.targets_against_company(view, level)
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        view,
        finding=sentences.targets_reached(level),
        caption="caption.won_against_target",
        chart=charts.RankedBars(level, "won_amount", target="target_amount"),
    )
with right:
    ui.ranking(view, level, "win_rate", caption="caption.win_rate")
left, right = st.columns(2, gap="small")
with left:
    ui.parts(view, level, "open_amount", ("effective_open_amount", "beyond_amount"), caption="caption.open_amount")
with right:
    ui.parts(view, level, "coverage", ("effective_coverage", "beyond_coverage"), caption="caption.coverage")
first, second, third = st.columns(3, gap="small")
with first:
    ui.ranking(view, level, "customer_coverage", caption="caption.customer_coverage")
with second:
    ui.ranking(view, level, "gross_profit_amount", caption="caption.gross_profit")
with third:
    ui.ranking(view, level, "collected_amount", caption="caption.collected")
ui.report(view, finding=sentences.fixed("title.all_figures"), caption=f"caption.all_{level}")
ui.report(
    "peer_comparison",
    finding=sentences.peers,
    caption="caption.peers",
    where={"dimension": level, "is_beyond_chance": True},
    keep=selections.told_peers,
    columns=("name", "measure", "stage", "value_told", "rest_told", "sample", "rest_sample"),
    is_good_empty=True,
)
