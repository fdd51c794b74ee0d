"""The last line of a key figure's card: its target and pace, its sample, or the part of it that is sound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.reader import Reader

Figures = Mapping[str, Any]
# What is still to come in a period says nothing at the end of its last day.
WHILE_RUNNING = ("coverage", "expected_landing")
# What a period holds from its first day on: before that the page says that it has not begun.
_OF_A_PERIOD = (
    "won_amount",
    "win_rate",
    "competitive_win_rate",
    "win_rate_by_amount",
    "average_won_amount",
    "median_cycle_days",
    "mean_cycle_days",
    "created_amount",
    "lost_amount",
    "new_customers",
)


def judgement(measure: str, figures: Figures, reader: Reader, sample: int | None = None) -> str:
    """The line for a measure from the one row of kpis and the cases that it rests on; "" for a measure nobody judges.
    At most one phrase is bold."""
    known = _JUDGES.get(measure)
    if not known or (measure in _OF_A_PERIOD and reader.as_of < reader.period[0]):
        return ""
    return known({**figures, "sample": sample}, reader)


def _won_amount(figures: Figures, reader: Reader) -> str:
    money, t = reader.formats.money, reader.t
    if figures["target_amount"] is None:
        return _average_won_amount(figures, reader) or reader.t(
            "card.nothing_won" if reader.is_over else "card.nothing_won_yet"
        )
    is_over = reader.is_over
    gap = float(figures["won_amount"] or 0) - float(
        figures["target_amount" if is_over else "target_to_date_amount"] or 0
    )
    key = ("card.above" if gap >= 0 else "card.missed") if is_over else ("card.ahead" if gap >= 0 else "card.behind")
    pace = t(key, gap=money(abs(gap)))
    rate = reader.formats.rate(figures["attainment"], 0)
    return t("card.target", target=money(figures["target_amount"]), rate=rate, pace=pace)


def _win_rate(figures: Figures, reader: Reader) -> str:
    won, lost = int(figures["won_deals"] or 0), int(figures["lost_deals"] or 0)
    if not won + lost:
        return reader.t("card.nothing_closed" if reader.is_over else "card.nothing_closed_yet")
    return reader.t("card.closed", won=f"{won:,}", closed=f"{won + lost:,}")


def _win_rate_by_amount(figures: Figures, reader: Reader) -> str:
    won, lost = float(figures["won_amount"] or 0), float(figures["lost_amount"] or 0)
    if not won + lost:
        return ""
    money = reader.formats.money
    return reader.t("card.closed_amount", won=money(won), closed=money(won + lost))


def _open_amount(figures: Figures, reader: Reader) -> str:
    effective, whole = float(figures["effective_open_amount"] or 0), float(figures["open_amount"] or 0)
    if not whole:
        deals = int(figures["open_deals"] or 0)
        return reader.t.plural("card.open_without_amount", deals) if deals else reader.t("card.nothing_open")
    share = reader.formats.rate(effective / whole, 0)
    return reader.t("card.effective", amount=reader.formats.money(effective), rate=share)


def _coverage(figures: Figures, reader: Reader) -> str:
    t, ratio = reader.t, reader.formats.ratio
    if figures["target_amount"] is None:
        return t("card.no_target")
    remaining, coverage = float(figures["remaining_target"] or 0), figures["coverage"]
    if not remaining:
        return t("card.target_met")
    # On its last day too: what is open at the end of that day can no longer close in the period.
    if coverage is None or reader.is_over:
        return t("card.period_over")
    required = figures["required_coverage"] or reader.facts.get("coverage_target") or 3.0
    short = (required - coverage) * remaining
    said = t("card.short", gap=reader.formats.money(short)) if short > 0 else t("card.enough")
    known = "card.required" if figures["required_coverage"] else "card.rule_of_thumb"
    return t(known, ratio=ratio(required), effective=ratio(figures["effective_coverage"]), judged=said)


def _average_won_amount(figures: Figures, reader: Reader) -> str:
    won = int(figures["won_deals"] or 0)
    return reader.t.plural("card.won_deals", won) if won else ""


def _cycle(figures: Figures, reader: Reader) -> str:
    if not figures["won_deals"]:
        return ""
    return reader.t(
        "card.cycle",
        n=f"{int(figures['won_deals'] or 0):,}",
        mean=reader.formats.days(figures["mean_cycle_days"]),
    )


def _stalled(figures: Figures, reader: Reader) -> str:
    stalled, whole = float(figures["stalled_amount"] or 0), float(figures["open_amount"] or 0)
    return reader.t("card.share_of_open", rate=reader.formats.rate(stalled / whole, 0)) if whole else ""


def _open_deals(figures: Figures, reader: Reader) -> str:
    if not figures["open_deals"]:
        return ""
    undated = int(figures["open_without_close_date"] or 0)
    return reader.t.plural("card.without_date", undated) if undated else reader.t("card.all_dated")


def _created(figures: Figures, reader: Reader) -> str:
    created = int(figures["created_deals"] or 0)
    return (
        reader.t.plural("n.deals", created)
        if created
        else reader.t("card.none_created" if reader.is_over else "card.none_created_yet")
    )


def _lost(figures: Figures, reader: Reader) -> str:
    lost = int(figures["lost_deals"] or 0)
    return reader.t.plural("n.deals", lost) if lost else ""


def _weighted(figures: Figures, reader: Reader) -> str:
    weighted, whole = float(figures["weighted_amount"] or 0), float(figures["open_amount"] or 0)
    return reader.t("card.share_of_open", rate=reader.formats.rate(weighted / whole, 0)) if whole else ""


def _landing(figures: Figures, reader: Reader) -> str:
    target = float(figures["target_amount"] or 0)
    # Beside it the card of coverage says that there is no target.
    if not target:
        return ""
    if reader.is_over:
        return reader.t("card.period_over")
    share = float(figures["expected_landing"] or 0) / target
    return reader.t("card.share_of_target", rate=reader.formats.rate(share, 0))


def _velocity(figures: Figures, reader: Reader) -> str:
    """What each day that is left would have to bring for the target; of a period without one, what it is made of."""
    days, remaining = (reader.period[1] - reader.as_of).days, float(figures["remaining_target"] or 0)
    if remaining and days > 0 and reader.as_of >= reader.period[0]:
        return reader.t("card.velocity_needed", amount=reader.formats.money(remaining / days))
    open_deals = int(figures["open_deals"] or 0)
    return reader.t.plural("card.from_open", open_deals) if open_deals else ""


def _competitive(figures: Figures, reader: Reader) -> str:
    """The two parts of what it is a share of: all that were won, and those of the lost that a competitor won."""
    won, sample = int(figures["won_deals"] or 0), figures["sample"]
    return reader.t("card.competitive", won=f"{won:,}", lost=f"{sample - won:,}") if sample else ""


_JUDGES = {
    "won_amount": _won_amount,
    "win_rate": _win_rate,
    "competitive_win_rate": _competitive,
    "win_rate_by_amount": _win_rate_by_amount,
    "open_amount": _open_amount,
    "coverage": _coverage,
    "average_won_amount": _average_won_amount,
    "median_cycle_days": _cycle,
    "mean_cycle_days": _cycle,
    "stalled_amount": _stalled,
    "open_deals": _open_deals,
    "created_amount": _created,
    "lost_amount": _lost,
    "weighted_amount": _weighted,
    "expected_landing": _landing,
    "velocity_per_day": _velocity,
    "new_customers": _average_won_amount,
}
