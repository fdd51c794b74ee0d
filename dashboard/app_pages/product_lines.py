"""Product lines: what sells, at which margin and discount."""

import streamlit as st

from dashboard import charts, sentences, ui

view, line, kind = "product_line_performance", "product_line", "item_type"
ui.opening(sentences.openings.product_lines, "key_figures", view)
ui.cards(("won_amount", "average_won_amount", "win_rate"))
ui.figures_download()
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        view,
        finding=sentences.share_of(line, "won_amount", "share_of_won", also=kind),
        caption="caption.line_won",
        chart=charts.RankedBars(line, "won_amount", also=kind),
    )
with right:
    ui.ranking(view, line, "win_rate", also=kind, caption="caption.line_win_rate")
first, second, third = st.columns(3, gap="small")
with first:
    ui.ranking(view, line, "gross_margin_rate", also=kind, caption="caption.margin")
with second:
    ui.ranking(view, line, "average_discount", also=kind, better="lower", caption="caption.discount")
with third:
    ui.ranking(view, line, "open_amount", also=kind, caption="caption.line_open")
ui.report(
    "deal_line_list",
    finding=sentences.fixed("title.lines_behind"),
    caption="caption.lines_behind",
    columns=("deal", "product", "product_line", "item_type", "quantity", "line_amount", "discount_rate", "outcome"),
)
