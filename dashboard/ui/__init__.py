"""What pages are made of; a page names views, measures and chart forms and leaves the drawing to these."""

from dashboard.ui.board import board
from dashboard.ui.cards import cards, small_cards
from dashboard.ui.choices import (
    attribution,
    counting_rule,
    dimension,
    one_of,
    one_pipeline,
    one_week,
    pipeline_shown,
    shown,
)
from dashboard.ui.comparison import comparison, last_year, year_before
from dashboard.ui.deal_lists import deals, named_deals, rows_behind
from dashboard.ui.definitions import all_definitions
from dashboard.ui.dials import dials
from dashboard.ui.downloads import figures_download
from dashboard.ui.findings import check_findings
from dashboard.ui.frame import show
from dashboard.ui.imports import import_link, imports
from dashboard.ui.known_changes import known_changes
from dashboard.ui.one_deal import deal_cards, one_deal
from dashboard.ui.opening import opening
from dashboard.ui.rankings import parts, ranking
from dashboard.ui.reconciliation import how_it_counts, reconciliation
from dashboard.ui.report import Beside, most, report
from dashboard.ui.stage_cards import stage_cards, stage_texts
from dashboard.ui.tables import MOST_ROWS
from dashboard.ui.targets import targets_against_company

__all__ = [
    "MOST_ROWS",
    "Beside",
    "all_definitions",
    "attribution",
    "board",
    "cards",
    "check_findings",
    "comparison",
    "counting_rule",
    "deal_cards",
    "deals",
    "dials",
    "dimension",
    "figures_download",
    "how_it_counts",
    "import_link",
    "imports",
    "known_changes",
    "last_year",
    "most",
    "named_deals",
    "one_deal",
    "one_of",
    "one_pipeline",
    "one_week",
    "opening",
    "parts",
    "pipeline_shown",
    "ranking",
    "reconciliation",
    "report",
    "rows_behind",
    "show",
    "shown",
    "small_cards",
    "stage_cards",
    "stage_texts",
    "targets_against_company",
    "year_before",
]
