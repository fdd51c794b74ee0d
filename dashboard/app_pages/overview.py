"""Overview: where we stand, in one look."""

import streamlit as st

from dashboard import charts, selections, sentences, ui

ui.opening(sentences.openings.summary, "key_figures", "movers", funnel_width={"where": ui.pipeline_shown()})
ui.cards(("won_amount", "win_rate", "open_amount", "coverage", "average_won_amount", "median_cycle_days"))
ui.small_cards(("weighted_amount", "expected_landing", "velocity_per_day"))
ui.figures_download()
pipeline = ui.one_pipeline()
entered = (("advanced", "open"), ("pending", "pending"), ("lost", "gone"))
ui.report(
    "stage_conversion",
    finding=sentences.weakest_step,
    caption="caption.funnel",
    where=pipeline,
    beside=ui.Beside("funnel_width"),
    chart=charts.StageBars("entered", entered, step="conversion_floor", step_note="pending", money="amount"),
)
compared_with = ui.comparison()
left, right = st.columns([3, 2], gap="small") if compared_with else (st.container(), st.empty())
with left:
    ui.report(
        "results_over_time",
        finding=sentences.month_against_target,
        caption="caption.results",
        beside=ui.last_year("results_over_time"),
        chart=charts.TrendLine("won_amount", target="target_amount"),
    )
with right:
    if compared_with:
        caption = f"caption.movers_{compared_with}"
        ui.report("movers", finding=sentences.movers, caption=caption, chart=charts.ChangeBars())
told = ("amount", "deal", "why", "rep", "stage", "expected_close_date", "next_step_date")
largest, due = selections.largest_told, selections.due_told
ui.deals("largest_open", keep=largest, finding=sentences.largest, caption="caption.largest_told", columns=told)
ui.deals("due", keep=due, finding=sentences.due, caption="caption.due_told", columns=told)
left, right = st.columns(2, gap="small")
with left:
    ui.report(
        "funnel_width",
        finding=sentences.stuck,
        caption="caption.stuck",
        where=pipeline,
        chart=charts.StageBars("deals", (("moving_deals", "open"), ("stalled_deals", "stalled"))),
        keep=selections.with_moving_deals,
    )
    ui.report("pipeline_changes", finding=sentences.bridge, caption="caption.bridge", chart=charts.Waterfall())
with right:
    ui.report(
        "stage_dwell",
        finding=sentences.slowest_stage,
        caption="caption.dwell",
        where=pipeline,
        beside=ui.Beside("funnel_width"),
        chart=charts.IntervalDots(),
    )
    ui.ranking("rep_efficiency", "rep", "win_rate", rows=12, caption="caption.rep_win_rate")
