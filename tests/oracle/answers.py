"""The oracle's answer to every view."""

from __future__ import annotations

from collections.abc import Callable

from tests.oracle.account_lists import account_list, activity_list, new_customer_list, payment_list, won_line_list
from tests.oracle.attention import attention, attention_list
from tests.oracle.board import weekly_board
from tests.oracle.calendar import fiscal_year
from tests.oracle.changes import pipeline_changes, pipeline_movement_list
from tests.oracle.cohort_lists import stage_deal_list, stage_stay_list
from tests.oracle.cohorts import cohort_deal_list, cohort_progress
from tests.oracle.company import Company, Row
from tests.oracle.comparison import coverage_trend, kpi_comparison, kpi_trend, movers
from tests.oracle.conversion import stage_conversion
from tests.oracle.customers import account_performance, customer_performance
from tests.oracle.dwell import funnel_split, stage_dwell
from tests.oracle.endings import win_loss_reasons, win_loss_split
from tests.oracle.flow import stage_flow, stage_flow_list
from tests.oracle.funnel import funnel_over_time, funnel_width
from tests.oracle.lists import deal_credit_list, deal_line_list, deal_list
from tests.oracle.marketing import campaign_roi, campaign_size_results, channel_roi
from tests.oracle.marketing_lists import campaign_credit_list, campaign_lead_list, lead_list
from tests.oracle.peers import peer_comparison
from tests.oracle.performance import booked_and_collected, region_performance, team_performance
from tests.oracle.playbook import stage_playbook
from tests.oracle.products import product_line_performance
from tests.oracle.reconciling import crm_reconciliation, crm_reconciliation_list
from tests.oracle.reps import rep_efficiency
from tests.oracle.results import kpis, results_over_time
from tests.oracle.scope import Scope, resolve
from tests.oracle.shape import funnel_shape, funnel_shape_trend, required_funnel
from tests.oracle.timeline import deal_timeline

VIEWS: dict[str, Callable[[Company, Scope], list[Row]]] = {
    view.__name__: view
    for view in (
        kpis,
        kpi_comparison,
        kpi_trend,
        coverage_trend,
        movers,
        results_over_time,
        funnel_width,
        funnel_over_time,
        funnel_split,
        funnel_shape,
        funnel_shape_trend,
        stage_playbook,
        attention,
        attention_list,
        win_loss_split,
        required_funnel,
        weekly_board,
        win_loss_reasons,
        stage_conversion,
        stage_dwell,
        stage_flow,
        stage_flow_list,
        cohort_progress,
        cohort_deal_list,
        peer_comparison,
        deal_timeline,
        deal_list,
        deal_line_list,
        deal_credit_list,
        stage_deal_list,
        stage_stay_list,
        campaign_credit_list,
        campaign_lead_list,
        lead_list,
        activity_list,
        payment_list,
        account_list,
        new_customer_list,
        won_line_list,
        pipeline_movement_list,
        pipeline_changes,
        region_performance,
        team_performance,
        booked_and_collected,
        product_line_performance,
        customer_performance,
        account_performance,
        campaign_roi,
        campaign_size_results,
        channel_roi,
        rep_efficiency,
        crm_reconciliation,
        crm_reconciliation_list,
    )
}

KEYS: dict[str, tuple[str, ...]] = {
    "crm_reconciliation": ("measure", "step"),
    "crm_reconciliation_list": ("measure", "step", "deal_id", "file", "line"),
    "kpis": (),
    "kpi_comparison": ("measure",),
    "kpi_trend": ("month", "measure"),
    "coverage_trend": ("on_date",),
    "movers": ("dimension", "name", "measure"),
    "results_over_time": ("month",),
    "funnel_width": ("pipeline", "stage"),
    "funnel_over_time": ("on_date", "pipeline", "stage"),
    "funnel_split": ("dimension", "name", "pipeline", "stage"),
    "stage_playbook": ("pipeline", "stage"),
    "funnel_shape": ("level", "name"),
    "funnel_shape_trend": ("on_date",),
    "attention": ("rep", "team"),
    "attention_list": ("deal_id",),
    "win_loss_split": ("dimension", "name"),
    "required_funnel": ("pipeline", "stage"),
    "weekly_board": ("on_date", "level", "name"),
    "win_loss_reasons": ("ending", "reason", "lost_to", "stage"),
    "stage_conversion": ("pipeline", "stage"),
    "stage_dwell": ("pipeline", "stage"),
    "stage_flow": ("week", "pipeline", "stage"),
    "stage_flow_list": ("on_date", "deal_id", "movement", "pipeline", "stage", "other_stage"),
    "cohort_progress": ("month", "pipeline", "milestone", "stage", "months_since"),
    "cohort_deal_list": ("deal_id", "milestone", "stage"),
    "peer_comparison": ("dimension", "name", "measure", "pipeline", "stage"),
    "deal_timeline": ("deal_id", "on_date", "event", "stage", "was_stage", "activity"),
    "deal_list": ("deal_id",),
    "deal_line_list": ("deal_id", "deal_line_id", "item_type"),
    "deal_credit_list": ("deal_id", "rep_id", "role"),
    "stage_deal_list": ("deal_id", "pipeline", "stage"),
    "stage_stay_list": ("deal_id", "pipeline", "stage", "entered_date", "left_date"),
    "campaign_credit_list": ("deal_id", "campaign_id"),
    "campaign_lead_list": ("lead_id",),
    "lead_list": ("lead_id",),
    "activity_list": ("activity_id",),
    "payment_list": ("payment_id",),
    "account_list": ("account_id",),
    "new_customer_list": ("account_id",),
    "won_line_list": ("deal_id", "deal_line_id", "item_type"),
    "pipeline_movement_list": ("basis", "movement", "on_date", "deal_id", "amount"),
    "pipeline_change_list": ("basis", "movement", "on_date", "deal_id", "amount"),
    "pipeline_changes": ("basis", "movement"),
    "booked_and_collected": ("level", "name"),
    "region_performance": ("region",),
    "team_performance": ("team",),
    "product_line_performance": ("product_line", "item_type"),
    "customer_performance": ("account_size",),
    "account_performance": ("account_id",),
    "campaign_roi": ("campaign_id",),
    "campaign_size_results": ("campaign_id", "account_size"),
    "channel_roi": ("channel",),
    "rep_efficiency": ("rep_id",),
}


def scope_of(company: Company, choices: dict[str, object]) -> Scope:
    """A scope with its defaults: the fiscal year containing the day of the export, as of that day."""
    start, end = fiscal_year(company.exported_on, company.fiscal_year_start_month)
    return resolve(choices, start, end, company.exported_on)


def answer(view: str, company: Company, choices: dict[str, object]) -> list[Row]:
    """The rows of a view for the variables of METRICS §3, ordered by its grain with NULL last."""
    rows = VIEWS[view](company, scope_of(company, choices))
    return sorted(rows, key=lambda row: grain(view, row))


def grain(view: str, row: Row) -> tuple[object, ...]:
    """The values that tell a row of a view from the others, in a form that sorts."""
    return tuple((row[key] is None, str(row[key])) for key in KEYS[view])
