"""Regions and teams: who is where against the target, and what is coming."""

import streamlit as st

from dashboard import charts, sentences, ui

level = ui.one_of("level", ("region", "team"), "value")
view = f"{level}_performance"
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        view,
        finding=sentences.targets_reached(level),
        caption="caption.won_against_target",
        chart=charts.RankedBars(level, "won_amount", target="target_amount"),
        columns=(
            level,
            "target_amount",
            "won_amount",
            "attainment",
            "share_of_target",
            "share_of_won",
            "won_deals",
            "lost_deals",
        ),
    )
with right:
    ui.report(
        view,
        finding=sentences.leader(level, "win_rate"),
        caption="caption.win_rate",
        chart=charts.RankedBars(level, "win_rate"),
        columns=(level, "won_deals", "lost_deals", "win_rate", "average_won_amount", "median_cycle_days"),
    )
first, second, third = st.columns(3, gap="small")
with first:
    ui.report(
        view,
        finding=sentences.leader(level, "open_amount"),
        caption="caption.open_amount",
        chart=charts.RankedBars(level, "open_amount"),
        columns=(level, "open_deals", "open_amount", "effective_open_amount", "weighted_amount"),
    )
with second:
    ui.report(
        view,
        finding=sentences.leader(level, "coverage"),
        caption="caption.coverage",
        chart=charts.RankedBars(level, "coverage"),
        columns=(level, "coverage", "open_amount", "target_amount", "won_amount"),
    )
with third:
    ui.report(
        view,
        finding=sentences.leader(level, "customer_coverage"),
        caption="caption.customer_coverage",
        chart=charts.RankedBars(level, "customer_coverage"),
        columns=(level, "accounts", "active_accounts", "customers", "customer_coverage", "share_of_customers"),
    )
left, right = st.columns(2, gap="small")
with left:
    ui.report(
        view,
        finding=sentences.leader(level, "gross_profit_amount"),
        caption="caption.gross_profit",
        chart=charts.RankedBars(level, "gross_profit_amount"),
    )
with right:
    ui.report(
        view,
        finding=sentences.leader(level, "collected_amount"),
        caption="caption.collected",
        chart=charts.RankedBars(level, "collected_amount"),
    )
ui.report(view, finding=sentences.fixed("title.all_figures"), caption=f"caption.all_{level}", key=f"all.{level}")
