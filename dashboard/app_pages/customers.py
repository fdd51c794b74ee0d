"""Customers: large or small, new or returning, and who they are."""

import streamlit as st

from dashboard import charts, sentences, ui

ui.opening(
    sentences.openings.customers, "key_figures", "customer_performance", account_performance=ui.most("won_amount")
)
ui.cards(("new_customers", "average_won_amount", "won_amount"))
ui.figures_download()
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        "customer_performance",
        finding=sentences.share_of("account_size", "won_amount", "share_of_won"),
        caption="caption.size_won",
        chart=charts.RankedBars("account_size", "won_amount"),
    )
with right:
    ui.ranking("customer_performance", "account_size", "repeat_purchase_rate", caption="caption.repeat")
first, second, third = st.columns(3, gap="small")
with first:
    ui.ranking("customer_performance", "account_size", "win_rate", caption="caption.win_rate")
with second:
    ui.ranking("customer_performance", "account_size", "average_won_amount", caption="caption.deal_size")
with third:
    ui.ranking(
        "customer_performance", "account_size", "product_lines_per_customer", caption="caption.lines_per_customer"
    )
left, right = st.columns(2, gap="small")
with left:
    ui.report(
        "account_performance",
        finding=sentences.share_of("account", "won_amount", "share_of_won"),
        caption="caption.top_customers",
        first="won_amount",
        chart=charts.RankedBars("account", "won_amount", rows=10),
    )
with right:
    ui.report(
        "account_performance",
        finding=sentences.top("account", "open_amount"),
        caption="caption.top_open",
        first="open_amount",
        chart=charts.RankedBars("account", "open_amount", rows=10),
    )
