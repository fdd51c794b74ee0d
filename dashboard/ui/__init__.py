"""What pages are made of; a page names views, measures and chart forms and leaves the drawing to these."""

from dashboard.ui.cards import cards, small_cards
from dashboard.ui.choices import attribution, counting_rule, dimension, one_of, one_pipeline
from dashboard.ui.frame import show
from dashboard.ui.report import Beside, ranking, report, year_before

__all__ = [
    "Beside",
    "attribution",
    "cards",
    "counting_rule",
    "dimension",
    "one_of",
    "one_pipeline",
    "ranking",
    "report",
    "show",
    "small_cards",
    "year_before",
]
