"""What pages open with: two or three sentences from their own views, every figure in them a link to its rows."""

from dashboard.sentences.openings.figures import Figure, Figures, Opening, Read
from dashboard.sentences.openings.lives import life, reconciled, week
from dashboard.sentences.openings.members import places, reps
from dashboard.sentences.openings.pipeline import attention, changes, deals, health
from dashboard.sentences.openings.results import customers, endings, marketing, product_lines
from dashboard.sentences.openings.stages import dwell, funnel, playbook
from dashboard.sentences.openings.summary import summary

__all__ = [
    "Figure",
    "Figures",
    "Opening",
    "Read",
    "attention",
    "changes",
    "customers",
    "deals",
    "dwell",
    "endings",
    "funnel",
    "health",
    "life",
    "marketing",
    "places",
    "playbook",
    "product_lines",
    "reconciled",
    "reps",
    "summary",
    "week",
]
