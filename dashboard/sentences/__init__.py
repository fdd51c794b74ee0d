"""The words beside numbers: what a reader should have seen first, told from the rows of a view."""

from dashboard.sentences import openings
from dashboard.sentences.cohorts import cohorts
from dashboard.sentences.finding import Finding, fixed
from dashboard.sentences.followed import MADE_OF, followed, rate_of, share
from dashboard.sentences.lists import (
    checks,
    deals_found,
    deals_warned,
    due,
    exports_compared,
    known_by,
    largest,
    refused,
    refused_rows,
)
from dashboard.sentences.peers import life, peers
from dashboard.sentences.pipeline import bridge, stage_moved
from dashboard.sentences.ranks import leader, return_on_cost, share_of, targets_add_up, targets_reached, top
from dashboard.sentences.results import booked, losses, month_against_target, most_lost, movers, win_rate_of_month
from dashboard.sentences.shapes import board, required, shapes
from dashboard.sentences.stages import (
    most_stalled,
    slowest_member,
    slowest_stage,
    stuck,
    weakest_step,
    widest_gap,
    widest_stage,
)

__all__ = [
    "MADE_OF",
    "Finding",
    "board",
    "booked",
    "bridge",
    "checks",
    "cohorts",
    "deals_found",
    "deals_warned",
    "due",
    "exports_compared",
    "fixed",
    "followed",
    "known_by",
    "largest",
    "leader",
    "life",
    "losses",
    "month_against_target",
    "most_lost",
    "most_stalled",
    "movers",
    "openings",
    "peers",
    "rate_of",
    "refused",
    "refused_rows",
    "required",
    "return_on_cost",
    "shapes",
    "share",
    "share_of",
    "slowest_member",
    "slowest_stage",
    "stage_moved",
    "stuck",
    "targets_add_up",
    "targets_reached",
    "top",
    "weakest_step",
    "widest_gap",
    "widest_stage",
    "win_rate_of_month",
]
