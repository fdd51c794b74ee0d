"""Marketing: what campaigns cost and what they brought back."""

import streamlit as st

from dashboard import charts, selections, sentences, ui

ui.opening(sentences.openings.marketing, "channel_roi", "campaign_roi")
ui.attribution()
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        "campaign_roi",
        finding=sentences.return_on_cost("campaign"),
        caption="caption.campaign_roi",
        chart=charts.RankedBars("campaign", "roi"),
    )
    ui.report(
        "campaign_roi",
        finding=sentences.top("campaign", "won_amount"),
        caption="caption.campaign_won",
        keep=selections.named_campaigns,
        chart=charts.RankedBars("campaign", "won_amount", target="cost", target_label="chart.cost", rows=8),
    )
with right:
    ui.report(
        "channel_roi",
        finding=sentences.return_on_cost("channel"),
        caption="caption.channel_roi",
        chart=charts.RankedBars("channel", "roi"),
    )
    ui.ranking("channel_roi", "channel", "cost_per_lead", better="lower", caption="caption.cost_per_lead")
    ui.ranking("channel_roi", "channel", "cost_per_won_deal", better="lower", caption="caption.cost_per_won")
ui.report(
    "campaign_size_results",
    finding=sentences.top("campaign", "deal_amount", also="account_size"),
    caption="caption.campaign_size",
    keep=selections.named_campaigns,
    chart=charts.Matrix("deal_amount", by="campaign", across="account_size"),
)
