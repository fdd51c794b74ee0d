"""Customers: large or small, new or returning, and who they are."""

import streamlit as st

from dashboard import charts, sentences, ui

ui.cards(("new_customers", "average_won_amount", "won_amount"))
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        "customer_performance",
        finding=sentences.share_of("account_size", "won_amount", "share_of_won"),
        caption="caption.size_won",
        chart=charts.RankedBars("account_size", "won_amount"),
        columns=("account_size", "won_amount", "share_of_won", "won_deals", "average_won_amount", "open_amount"),
    )
with right:
    ui.report(
        "customer_performance",
        finding=sentences.leader("account_size", "repeat_purchase_rate"),
        caption="caption.repeat",
        chart=charts.RankedBars("account_size", "repeat_purchase_rate"),
        columns=("account_size", "accounts", "customers", "repeat_customers", "repeat_purchase_rate", "last_won_date"),
    )
first, second, third = st.columns(3, gap="small")
with first:
    ui.report(
        "customer_performance",
        finding=sentences.leader("account_size", "win_rate"),
        caption="caption.win_rate",
        chart=charts.RankedBars("account_size", "win_rate"),
        columns=("account_size", "won_deals", "lost_deals", "win_rate"),
    )
with second:
    ui.report(
        "customer_performance",
        finding=sentences.leader("account_size", "average_won_amount"),
        caption="caption.deal_size",
        chart=charts.RankedBars("account_size", "average_won_amount"),
    )
with third:
    ui.report(
        "customer_performance",
        finding=sentences.leader("account_size", "product_lines_per_customer"),
        caption="caption.lines_per_customer",
        chart=charts.RankedBars("account_size", "product_lines_per_customer"),
    )
left, right = st.columns(2, gap="small")
with left:
    ui.report(
        "account_performance",
        finding=sentences.share_of("account", "won_amount", "share_of_won"),
        caption="caption.top_customers",
        chart=charts.RankedBars("account", "won_amount", rows=10),
        columns=("account", "account_size", "won_amount", "share_of_won", "won_deals", "last_won_date"),
    )
with right:
    ui.report(
        "account_performance",
        finding=sentences.top("account", "open_amount"),
        caption="caption.top_open",
        chart=charts.RankedBars("account", "open_amount", rows=10),
        columns=("account", "account_size", "open_deals", "open_amount", "won_amount"),
    )
