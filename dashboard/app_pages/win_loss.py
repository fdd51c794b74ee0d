"""Wins and losses: why deals end as they do, with the three endings apart."""

import streamlit as st

from dashboard import charts, sentences, ui

booked = {"where": {"level": "company"}}
ui.opening(sentences.openings.endings, "key_figures", "win_loss_split", booked_and_collected=booked)
ui.cards(("win_rate", "competitive_win_rate", "win_rate_by_amount"))
ui.figures_download()
parts = (
    ("competitor_amount", "lost"),
    ("no_decision_amount", "declined"),
    ("unspecified_amount", "gone"),
)
dimension = ui.one_of("dimension", ("reason_group", "close_reason", "lost_to", "stage"), "value")
ui.report(
    "win_loss_split",
    finding=sentences.most_lost(dimension),
    caption="caption.endings",
    where={"dimension": dimension},
    chart=charts.PartBars("name", parts),
    key=f"endings.{dimension}",
)
left, right = st.columns(2, gap="small")
with left:
    ui.report(
        "results_over_time",
        finding=sentences.win_rate_of_month,
        caption="caption.win_rate_by_month",
        chart=charts.TrendLine("win_rate"),
    )
    level = ui.one_of("level", ("region", "team", "rep"), "value")
    ui.report(
        "booked_and_collected",
        finding=sentences.booked,
        caption="caption.booked",
        where={"level": level},
        chart=charts.PartBars("name", (("final_amount", "won"), ("cooling_off_amount", "pending"))),
        key=f"booked.{level}",
    )
with right:
    ui.ranking("rep_efficiency", "rep", "win_rate", caption="caption.rep_win_rate")
ui.report(
    "win_loss_reasons",
    finding=sentences.losses,
    caption="caption.reasons",
    columns=("ending", "reason", "deals", "amount", "share", "lost_to", "stage", "reason_group"),
)
