"""Why there is nothing to show: the one thing that is missing in a scope, said of all reports that rest on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard import catalog, narrowing
from dashboard.periods import name_of_comparison
from dashboard.reader import Reader

Figures = Mapping[str, Any]
_ON_WINS = ("average_won_amount", "gross_margin_rate", "gross_profit_amount", "average_discount", "cost_per_won_deal")
_ON_COVERAGE = ("coverage", "effective_coverage")
# Views that tell of a period from its first day on.
OF_A_PERIOD = ("results_over_time", "pipeline_changes", "funnel_over_time")


def why(view: str, measure: str, figures: Figures, reader: Reader) -> str:
    """The reason why a view has nothing to show of a measure ("" where it shows several), from the one row of kpis."""
    if missing := [table for table in _needed(view, measure) if table not in reader.facts["tables"]]:
        return reader.t("state.needs", tables=", ".join(f"{name}.csv" for name in missing))
    known = _REASONS.get(measure) or _REASONS.get(view)
    states = (_open, _covered, _required)
    if reader.as_of < reader.period[0] and known not in states:
        return reader.t("absent.not_begun")
    return (known(figures, reader) if known else "") or reader.t("absent.nothing")


def _needed(view: str, measure: str) -> tuple[str, ...]:
    """The tables without which there are no rows behind a measure."""
    try:
        found = narrowing.behind(view, measure, narrowing.Whole())
    except KeyError:
        return ()
    return catalog.query(found.view).needs if found else ()


def _won(figures: Figures, reader: Reader) -> str:
    if figures["won_deals"]:
        return ""
    return reader.t("absent.none_won" if reader.is_over else "absent.none_won_yet")


def _moved(figures: Figures, reader: Reader) -> str:
    return _won(figures, reader) or reader.t("absent.none_won_before", before=name_of_comparison(reader))


def _closed(figures: Figures, reader: Reader) -> str:
    if figures["won_deals"] or figures["lost_deals"]:
        return ""
    return reader.t("absent.none_closed" if reader.is_over else "absent.none_closed_yet")


def _open(figures: Figures, reader: Reader) -> str:
    return "" if figures["open_deals"] else reader.t("absent.none_open")


def _entered(figures: Figures, reader: Reader) -> str:
    return reader.t("absent.none_entered")


def _covered(figures: Figures, reader: Reader) -> str:
    if figures["target_amount"] is None:
        return reader.t("absent.no_target")
    if not figures["remaining_target"]:
        return reader.t("absent.target_met")
    return reader.t("absent.period_over") if reader.is_over else ""


def _required(figures: Figures, reader: Reader) -> str:
    return _covered(figures, reader) or reader.t("absent.no_experience")


Reason = Callable[[Figures, Reader], str]
_REASONS: dict[str, Reason] = {
    **dict.fromkeys((*_ON_WINS, "won_amount", "booked_and_collected"), _won),
    **dict.fromkeys(("win_rate", "win_loss_split", "win_loss_reasons"), _closed),
    **dict.fromkeys(("open_amount", "effective_open_amount", "funnel_width", "attention", "funnel_shape"), _open),
    **dict.fromkeys(("stage_conversion", "stage_flow", "stage_dwell", "funnel_split", "cohort_progress"), _entered),
    **dict.fromkeys(_ON_COVERAGE, _covered),
    "required_funnel": _required,
    "movers": _moved,
}
