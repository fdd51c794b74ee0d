"""A company whose history carries everything, and what its exports would have said on an earlier day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.oracle.company import Company, Row
from tests.strategies import CURRENCY, stage_list
from tests.surroundings import beside, origins

EXPORTED_ON = dt.date(2026, 6, 30)
STAGES = {"default": ("S1", "S2", "S3"), "second": ("T1", "T2")}
REPS = ("R1", "R2", "R3", "R4")
REGIONS = ("North", "South")
AMOUNTS = (Decimal(10), Decimal(40), Decimal("99.50"), Decimal(200))
CARRIED = ("pipeline", "stage", "outcome", "amount", "expected_close_date", "rep_id", "region", "is_deleted")
# What happens on a day to the rows of a table, and which of their later values an earlier export has not.
HAPPENED = {"activities": "occurred_at", "payments": "received_date", "campaign_touches": "touched_at"}
LATER = ("assigned_at", "qualified_at", "converted_at")


def carried_company(random: Random) -> Company:
    """Deals of which every change of every attribute is in the history, beside tables that tell when what happened."""
    has_times = random.random() < 0.5
    deals: list[Row] = []
    history: list[Row] = []
    for number in range(1, random.randint(8, 24)):
        deal, told = _life(random, f"D{number}", has_times)
        deals.append(deal)
        history += told
    around = _in_order(beside(random, [deal["deal_id"] for deal in deals], EXPORTED_ON), deals)
    return Company(
        {"deals": deals, "deal_history": history, **around},
        EXPORTED_ON,
        stage_list(random),
        CURRENCY,
        1,
        3,
        cooling_off_days=random.choice((0, 10)),
    )


def _in_order(around: dict[str, list[Row]], deals: list[Row]) -> dict[str, list[Row]]:
    """The tables without rows that name what only began later: no export of the days between could have had them."""
    long_ago = dt.datetime.combine(EXPORTED_ON, dt.time()) - dt.timedelta(days=600)
    began = {deal["deal_id"]: deal["created_at"] for deal in deals}
    named = {deal["account_id"] for deal in deals} | {"A1", "A2", "A3"}
    for row in around["accounts"]:
        row["created_at"] = long_ago if row["account_id"] in named else row["created_at"]
    for row in around["leads"]:
        row |= {"created_at": long_ago, "converted_at": began.get(row["deal_id"])}
    for row in around["contracts"]:
        row["deal_id"] = None
    # A share in money is one of the amount exported last.
    around["deal_splits"] = [row for row in around["deal_splits"] if row["amount"] is None]
    for name in ("activities", "campaign_touches"):
        for row in around[name]:
            if row["deal_id"] is not None and row[HAPPENED[name]] < began[row["deal_id"]]:
                row["deal_id"] = None
    return around


def exported_on(company: Company, day: dt.date) -> Company:
    """The same company as its exports of an earlier day have it."""
    tables = {name: list(rows) for name, rows in company.tables.items()}
    tables["deal_history"] = [row for row in tables["deal_history"] if row["changed_at"].date() <= day]
    tables["deals"] = [
        _as_of(deal, [row for row in tables["deal_history"] if row["deal_id"] == deal["deal_id"]])
        for deal in tables["deals"]
        if deal["created_at"].date() <= day
    ]
    for name, column in HAPPENED.items():
        if name in tables:
            tables[name] = [row for row in tables[name] if _day(row[column]) <= day]
    for row in tables["accounts"]:
        if row["created_at"] is not None and row["created_at"].date() > day:
            tables["accounts"] = [each for each in tables["accounts"] if each is not row]
    tables["leads"] = [
        row | dict.fromkeys(_later(row, day)) | ({"deal_id": None} if "converted_at" in _later(row, day) else {})
        for row in tables["leads"]
    ]
    return replace(company, tables=tables, exported_on=day, memory={})


def _later(lead: Row, day: dt.date) -> set[str]:
    return {name for name in LATER if lead[name] is not None and lead[name].date() > day}


def _day(value: dt.date | dt.datetime) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _as_of(deal: Row, told: list[Row]) -> Row:
    """The row of a deal after the changes that are told; it closed with the last one into its outcome."""
    last = told[-1]
    row = deal | {name: last[name] for name in CARRIED}
    closings = [
        after["changed_at"]
        for before, after in zip([None, *told], told, strict=False)
        if after["outcome"] != "open" and (before is None or before["outcome"] != after["outcome"])
    ]
    return row | {"closed_at": closings[-1] if last["outcome"] != "open" else None}


def _life(random: Random, deal_id: str, has_times: bool) -> tuple[Row, list[Row]]:
    clock = dt.datetime.combine(EXPORTED_ON - dt.timedelta(days=random.randint(5, 400)), dt.time())
    pipeline = random.choice(tuple(STAGES))
    now: Row = {
        "pipeline": pipeline,
        "stage": random.choice(STAGES[pipeline][:2]),
        "outcome": "open",
        "amount": random.choice(AMOUNTS),
        "expected_close_date": clock.date() + dt.timedelta(days=random.choice((20, 60, 150))),
        "rep_id": random.choice(REPS),
        "region": random.choice(REGIONS),
        "is_deleted": False,
    }
    told = [{"deal_id": deal_id, "changed_at": clock, **now}]
    for _ in range(random.randint(0, 7)):
        clock += dt.timedelta(days=random.choice((1, 5, 20, 60)), hours=random.choice((1, 9)) if has_times else 0)
        if clock.date() > EXPORTED_ON:
            break
        now = now | _change(random, now)
        told.append({"deal_id": deal_id, "changed_at": clock, **now})
    deal = {**origins(random, EXPORTED_ON), "deal_id": deal_id, "created_at": told[0]["changed_at"], **now}
    deal["last_activity_at"] = None
    is_closed = [row["outcome"] != "open" for row in told]
    if is_closed != sorted(is_closed) or len({row["outcome"] for row in told}) > 2:
        # An export tells the reason of the last closing only.
        deal |= {"close_reason": None, "lost_to": None}
    return _as_of(deal, told), told


def _change(random: Random, now: Row) -> Row:
    what = random.choice(
        ("stage", "stage", "stage", "amount", "close", "owner", "won", "won", "lost", "move", "delete")
    )
    if now["outcome"] != "open" and what not in ("stage", "delete"):
        return {}
    if what == "stage":
        return {"stage": random.choice(STAGES[now["pipeline"]]), "outcome": "open"}
    if what == "amount":
        return {"amount": random.choice(AMOUNTS)}
    if what == "close":
        return {"expected_close_date": now["expected_close_date"] + dt.timedelta(days=random.choice((-30, 15, 45)))}
    if what == "owner":
        return {"rep_id": random.choice(REPS), "region": random.choice(REGIONS)}
    if what == "move":
        pipeline = random.choice(tuple(STAGES))
        return {"pipeline": pipeline, "stage": STAGES[pipeline][0]}
    if what == "delete":
        return {"is_deleted": not now["is_deleted"] if random.random() < 0.4 else now["is_deleted"]}
    return {"outcome": what}
