"""Product lines: what sells, at which margin and discount."""

import streamlit as st

from dashboard import charts, sentences, ui

line = {"by": "product_line", "also": "item_type"}
ui.cards(("won_amount", "average_won_amount", "win_rate"))
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        "product_line_performance",
        finding=sentences.share_of("product_line", "won_amount", "share_of_won", also="item_type"),
        caption="caption.line_won",
        chart=charts.RankedBars(measure="won_amount", **line),
        columns=("product_line", "item_type", "won_amount", "share_of_won", "units", "won_deals"),
    )
with right:
    ui.report(
        "product_line_performance",
        finding=sentences.leader("product_line", "win_rate", also="item_type"),
        caption="caption.line_win_rate",
        chart=charts.RankedBars(measure="win_rate", **line),
        columns=("product_line", "item_type", "won_deals", "lost_deals", "win_rate"),
    )
first, second, third = st.columns(3, gap="small")
with first:
    ui.report(
        "product_line_performance",
        finding=sentences.leader("product_line", "gross_margin_rate", also="item_type"),
        caption="caption.margin",
        chart=charts.RankedBars(measure="gross_margin_rate", **line),
        columns=("product_line", "item_type", "gross_profit_amount", "gross_margin_rate", "won_amount"),
    )
with second:
    ui.report(
        "product_line_performance",
        finding=sentences.leader("product_line", "average_discount", better="lower", also="item_type"),
        caption="caption.discount",
        chart=charts.RankedBars(measure="average_discount", better="lower", **line),
        columns=("product_line", "item_type", "average_discount", "units", "won_amount"),
    )
with third:
    ui.report(
        "product_line_performance",
        finding=sentences.leader("product_line", "open_amount", also="item_type"),
        caption="caption.line_open",
        chart=charts.RankedBars(measure="open_amount", **line),
        columns=("product_line", "item_type", "open_amount", "weighted_amount"),
    )
ui.report("deal_line_list", finding=sentences.fixed("title.lines_behind"), caption="caption.lines_behind", key="lines")
