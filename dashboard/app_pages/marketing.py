"""Marketing: what campaigns cost and what they brought back."""

import streamlit as st

from dashboard import charts, selections, sentences, ui

ui.attribution()
left, right = st.columns([3, 2], gap="small")
with left:
    ui.report(
        "campaign_roi",
        finding=sentences.return_on_cost("campaign"),
        caption="caption.campaign_roi",
        chart=charts.RankedBars("campaign", "roi"),
        columns=(
            "campaign",
            "channel",
            "kind",
            "cost",
            "leads",
            "qualified_leads",
            "deals",
            "won_deals",
            "won_amount",
            "pipeline_roi",
            "roi",
        ),
    )
with right:
    ui.report(
        "channel_roi",
        finding=sentences.return_on_cost("channel"),
        caption="caption.channel_roi",
        chart=charts.RankedBars("channel", "roi"),
        columns=("channel", "campaigns", "cost", "won_amount", "roi", "uncosted_won_amount"),
    )
first, second, third = st.columns(3, gap="small")
with first:
    ui.report(
        "campaign_roi",
        finding=sentences.top("campaign", "won_amount"),
        caption="caption.campaign_won",
        chart=charts.RankedBars("campaign", "won_amount", target="cost", target_label="chart.cost", rows=8),
    )
with second:
    ui.report(
        "channel_roi",
        finding=sentences.leader("channel", "cost_per_lead", better="lower"),
        caption="caption.cost_per_lead",
        chart=charts.RankedBars("channel", "cost_per_lead", better="lower"),
        columns=("channel", "cost", "leads", "cost_per_lead", "qualified_leads"),
    )
with third:
    ui.report(
        "channel_roi",
        finding=sentences.leader("channel", "cost_per_won_deal", better="lower"),
        caption="caption.cost_per_won",
        chart=charts.RankedBars("channel", "cost_per_won_deal", better="lower"),
        columns=("channel", "cost", "deals", "won_deals", "cost_per_deal", "cost_per_won_deal"),
    )
ui.report(
    "campaign_size_results",
    finding=sentences.top("campaign", "deal_amount"),
    caption="caption.campaign_size",
    keep=selections.named_campaigns,
    chart=charts.Matrix("deal_amount", by="campaign", across="account_size"),
    columns=("campaign", "account_size", "deals", "deal_amount", "won_deals", "won_amount"),
)
