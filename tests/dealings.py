"""Random lives of deals: skips, moves back, reopenings, transfers, gaps in the export, and contradictions."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from tests.oracle.company import Row

STAGES = {"default": ("S1", "S2", "S3", "Mystery"), "second": ("T1", "T2", "Mystery")}
AMOUNTS = (None, Decimal(0), Decimal(10), Decimal(40), Decimal("99.50"), Decimal(200))
REPS = ("R1", "R2", "R3", "R4", "RX", None)
CATEGORIES = ("commit", "best_case", None)
TRACKED = ("pipeline", "stage", "amount", "expected_close_date", "rep_id", "region")


def history_of(
    random: Random, deal_id: str, exported_on: dt.date, has_times: bool, shape: dict[str, bool], is_winning: bool
) -> tuple[Row, list[Row]]:
    """An exported deal and its history rows, mostly in agreement."""
    start = exported_on - dt.timedelta(days=random.randint(-3, 400))
    clock = _instant(random, start, has_times)
    pipeline = "default" if is_winning else random.choice(("default", "default", "second", None))
    now: Row = {
        "pipeline": pipeline,
        "stage": random.choice(STAGES[pipeline or "default"]),
        "outcome": "open",
        "amount": random.choice(AMOUNTS),
        "expected_close_date": _close_day(random, start),
        "rep_id": random.choice(REPS),
        "region": random.choice(("North", "South", None, None)),
    }
    history = [_row(deal_id, clock, now)] if random.random() < 0.8 else []
    closed_at, is_deleted, steps = None, None, random.randint(0, 7)
    for number in range(steps):
        clock = _later(random, clock, has_times, number)
        given = _event(random, now, is_winning and number == steps - 1)
        history.append({"deal_id": deal_id, "changed_at": clock, **given})
        if given.get("pipeline") is not None and not has_times:
            clock += dt.timedelta(days=1)
        is_deleted = given.get("is_deleted", is_deleted)
        if given.get("outcome", "open") != "open":
            closed_at = clock
        now |= {name: value for name, value in given.items() if name in now}
    deal = {
        "deal_id": deal_id,
        **now,
        "created_at": dt.datetime.combine(start, dt.time()) if not history else history[0]["changed_at"],
        "closed_at": closed_at if now["outcome"] != "open" else None,
        "is_deleted": is_deleted,
        "probability": random.choice((None, None, 0.4)),
        "forecast_category": random.choice(CATEGORIES),
    }
    _distort(random, deal, history, exported_on)
    return _as_exported(random, deal, history, shape)


def _row(deal_id: str, at: dt.datetime, now: Row) -> Row:
    return {"deal_id": deal_id, "changed_at": at, **now}


def _instant(random: Random, day: dt.date, has_times: bool) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(random.choice((0, 9, 15)) if has_times else 0))


def _later(random: Random, clock: dt.datetime, has_times: bool, number: int) -> dt.datetime:
    if has_times and random.random() < 0.3:
        return clock + dt.timedelta(hours=random.choice((0, 1, 30)))
    return (
        _instant(random, clock.date() + dt.timedelta(days=random.choice((0, 1, 5, 20, 60))), has_times)
        if (not has_times)
        else clock + dt.timedelta(days=random.choice((1, 5, 20, 60)))
    )


def _close_day(random: Random, day: dt.date) -> dt.date | None:
    return random.choice((None, day + dt.timedelta(days=random.choice((0, 10, 40, 90, 200)))))


def _event(random: Random, now: Row, must_win: bool) -> Row:
    """What changes at one instant; a stage move while closed is a reopening."""
    kind = (
        "won"
        if must_win
        else random.choice(
            (
                "stage",
                "stage",
                "stage",
                "amount",
                "close",
                "rep",
                "region",
                "won",
                "lost",
                "pipeline",
                "delete",
                "chance",
                "touch",
            )
        )
    )
    stages = STAGES[now["pipeline"] or "default"]
    if kind == "stage":
        return {"stage": random.choice(stages), "outcome": "open"}
    if kind in ("won", "lost"):
        stage = kind.title() if random.random() < 0.9 else random.choice(stages)
        return {"stage": stage, "outcome": kind}
    if kind == "amount":
        return {"amount": random.choice(AMOUNTS[1:])}
    if kind == "close":
        base = now["expected_close_date"] or dt.date(2025, 12, 1)
        return {"expected_close_date": base + dt.timedelta(days=random.choice((-40, -5, 5, 40)))}
    if kind == "rep":
        return {"rep_id": random.choice(REPS[:-1])} | random.choice(
            ({}, {"stage": random.choice(stages), "outcome": "open"})
        )
    if kind == "region":
        return {"region": random.choice(("North", "South"))}
    if kind == "pipeline":
        other = random.choice(("default", "second"))
        return {"pipeline": other, "stage": random.choice(STAGES[other]), "outcome": "open"}
    if kind == "delete" and random.random() < 0.5:
        return {"is_deleted": random.choice((True, True, False))}
    if kind == "chance":
        return {"probability": random.choice((0.25, 0.9)), "forecast_category": random.choice(CATEGORIES[:-1])}
    return {}


def _distort(random: Random, deal: Row, history: list[Row], exported_on: dt.date) -> None:
    """What exports get wrong: gaps, days off, an end that the history does not know."""
    chance = random.random
    if chance() < 0.15:
        deal["created_at"] = None
    elif chance() < 0.1:
        deal["created_at"] += dt.timedelta(days=random.choice((-9, 4)))
    if deal["closed_at"] is not None:
        if chance() < 0.2:
            deal["closed_at"] = None
        elif chance() < 0.5:
            shift = random.choice((0, 0, -3, 2, 12, -200, 400))
            day = deal["closed_at"].date() + dt.timedelta(days=shift)
            deal["closed_at"] = dt.datetime.combine(day, dt.time(random.choice((0, 0, 11))))
    if chance() < 0.15:
        deal["outcome"] = random.choice(("open", "won", "lost"))
        if deal["outcome"] != "open" and chance() < 0.7:
            deal["closed_at"] = dt.datetime.combine(exported_on - dt.timedelta(days=random.randint(-2, 60)), dt.time())
    if chance() < 0.1:
        deal["is_deleted"] = random.choice((True, False))
    if chance() < 0.2:
        deal["amount"] = random.choice(AMOUNTS)
    if chance() < 0.15:
        deal["stage"] = random.choice((*STAGES[deal["pipeline"] or "default"], None))
    if chance() < 0.1:
        deal["rep_id"] = random.choice(REPS)
    if chance() < 0.1:
        deal["expected_close_date"] = random.choice((None, exported_on))
    if chance() < 0.15:
        history.clear()
    elif chance() < 0.1:
        for row in history:
            row["stage"] = None
    elif chance() < 0.1 and history:
        del history[0]


def _as_exported(random: Random, deal: Row, history: list[Row], shape: dict[str, bool]) -> tuple[Row, list[Row]]:
    """Leave out the columns that this company's export does not have, and write ids and old stages where it does."""
    before = None
    for number, row in enumerate(history, 1):
        row["history_id"] = str(number * 7) if shape["has_ids"] else None
        row["old_stage"] = before if shape["has_old_stage"] and row.get("stage") is not None else None
        if number == 1 and shape["has_old_stage"] and row.get("stage") is not None and random.random() < 0.3:
            row["old_stage"] = "S1"
        before = row.get("stage") or before
        for column, is_kept in (
            ("outcome", shape["has_outcome"]),
            ("rep_id", shape["has_rep"]),
            ("region", shape["has_region"]),
        ):
            if not is_kept:
                row.pop(column, None)
        if shape["has_outcome"] and row.get("outcome") == "open" and random.random() < 0.3:
            row["outcome"] = None
    if not shape["has_outcome"] and random.random() < 0.9:
        deal["stage"] = {"won": "Won", "lost": "Lost"}.get(deal["outcome"], deal["stage"])
        deal["outcome"] = None
    if random.random() < 0.5:
        random.shuffle(history) if shape["has_ids"] else None
    return deal, history
