"""The tables around random deals: people, accounts, products, leads, campaigns, targets and money, with gaps."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from random import Random

from tests.oracle.company import Row

REGIONS = ("North", "South", None)
CHANNELS = ("web", "event", None)
CAMPAIGNS = ("C1", "C2", "C3")
AMOUNTS = (None, Decimal(0), Decimal(10), Decimal(40), Decimal("99.50"), Decimal(200))


def random_day(random: Random, exported_on: dt.date, back: int = 420, ahead: int = 5) -> dt.date:
    return exported_on + dt.timedelta(days=random.randint(-back, ahead))


def origins(random: Random, exported_on: dt.date) -> Row:
    """What a deal is about and where it came from."""
    return {
        "name": random.choice(("Alpha", None)),
        "account_id": random.choice(("A1", "A1", "A2", "A3", "A4", "AX", None)),
        "deal_type": random.choice(("new_business", "renewal", None)),
        "product_line": random.choice((None, None, "Hardware")),
        "product_id": random.choice((None, "P1", "P2", "PX")),
        "channel": random.choice((None, None, "web")),
        "campaign_id": random.choice((None, None, "C1", "CX")),
        "lead_id": random.choice((None, None, "L1", "L2", "LX")),
        "close_reason": random.choice((None, "Price", "No budget", "竞争对手")),
        "lost_to": random.choice((None, None, "Rival")),
        "last_activity_at": random.choice((None, dt.datetime.combine(random_day(random, exported_on), dt.time(8)))),
        "currency": random.choice((None, "CNY", "CNY", "EUR", "XAU")),
    }


class Draw:
    """Random values of one company."""

    def __init__(self, random: Random, deal_ids: list[str], exported_on: dt.date) -> None:
        self.random, self.deal_ids, self.exported_on = random, deal_ids, exported_on

    def some(self, *values: object) -> object:
        return self.random.choice(values)

    def upto(self, count: int) -> range:
        return range(self.random.randint(0, count))

    def day(self, ahead: int = 5) -> dt.date:
        return random_day(self.random, self.exported_on, 420, ahead)

    def at(self) -> dt.datetime:
        return dt.datetime.combine(self.day(), dt.time(self.random.choice((0, 10))))

    def deal(self) -> object:
        return self.some(None, *self.deal_ids)


def beside(random: Random, deal_ids: list[str], exported_on: dt.date) -> dict[str, list[Row]]:
    """The tables around the deals."""
    draw = Draw(random, deal_ids, exported_on)
    return {
        **people(draw),
        **goods(draw),
        "deal_splits": splits(draw),
        "leads": leads(draw),
        **marketing(draw),
        "activities": activities(draw),
        "targets": [random_target(random, exported_on) for _ in draw.upto(7)],
        **cash(draw),
    }


def people(draw: Draw) -> dict[str, list[Row]]:
    """Two reps of one name, one without; accounts of which two may share a name."""
    some = draw.some
    names = (("R1", "Kim"), ("R2", "Kim"), ("R3", "Lee"), ("R4", None))
    reps = [
        {"rep_id": rep_id, "name": name, "team": some("A", "B", None), "manager": "M", "region": some(*REGIONS)}
        for rep_id, name in names
    ]
    accounts = []
    for number in range(1, 6):
        account = {
            "account_id": f"A{number}",
            "name": some("Acme", f"Firm {number}"),
            "size": some("large", "small", None),
        }
        accounts.append(
            account | {"region": some(*REGIONS), "rep_id": some("R1", "R2", None), "created_at": some(None, draw.at())}
        )
    return {"reps": reps, "accounts": accounts}


def goods(draw: Draw) -> dict[str, list[Row]]:
    """Products with and without line, price and cost; lines of known and unknown products."""
    some = draw.some
    names = ("product_id", "name", "product_line", "item_type", "list_price", "unit_cost")
    products = [
        dict(zip(names, values, strict=True))
        for values in (
            ("P1", "One", "Hardware", "product", Decimal(20), Decimal(12)),
            ("P2", "Two", "Software", "service", Decimal(10), None),
            ("P3", "Three", None, None, None, Decimal(1)),
        )
    ]
    lines = []
    for number in draw.upto(8):
        line = {
            "deal_line_id": f"N{number}",
            "deal_id": some(*draw.deal_ids),
            "product_id": some("P1", "P2", "P3", "PX"),
        }
        lines.append(
            line
            | {
                "quantity": some(1.0, 3.0, None),
                "unit_price": Decimal(10),
                "amount": some(*AMOUNTS),
                "cost": some(None, Decimal(5)),
            }
        )
    rates = ((400, "2"), (200, "3"), (60, "0.5"))
    return {
        "products": products,
        "deal_lines": lines,
        "exchange_rates": [
            {"currency": "EUR", "valid_date": draw.exported_on - dt.timedelta(days=back), "rate": Decimal(rate)}
            for back, rate in rates
        ],
    }


def splits(draw: Draw) -> list[Row]:
    """Splits by ratio, some by amount, some overlay."""
    rows: list[Row] = []
    for deal_id in draw.deal_ids:
        for rep_id in ("R1", "R3"):
            if draw.random.random() < 0.3:
                by_amount = draw.random.random() < 0.25
                share, amount = (None, Decimal(20)) if by_amount else (draw.some(0.5, 0.3, 1.0), None)
                role = draw.some("revenue", "revenue", "overlay", None)
                rows.append({"deal_id": deal_id, "rep_id": rep_id, "share": share, "amount": amount, "role": role})
    return rows


def leads(draw: Draw) -> list[Row]:
    some, rows = draw.some, []
    for number in range(1, 5):
        row = {"lead_id": f"L{number}", "channel": some(*CHANNELS), "campaign_id": some("C1", "C2", None)}
        row |= {
            "rep_id": some("R1", "R2", "R3", "RX", None),
            "region": some(*REGIONS),
            "deal_id": some(None, draw.deal()),
        }
        instants = ("created_at", "assigned_at", "qualified_at", "converted_at")
        rows.append(row | {name: some(None, draw.at()) for name in instants})
    return rows


def marketing(draw: Draw) -> dict[str, list[Row]]:
    """Campaigns with and without dates and cost, and touches of deals, leads and accounts."""
    some, campaigns, touches = draw.some, [], []
    for name in CAMPAIGNS:
        campaign = {"campaign_id": name, "name": some(name.lower(), None), "channel": some(*CHANNELS), "kind": "forum"}
        campaigns.append(
            campaign
            | {
                "started_date": some(None, draw.day()),
                "ended_date": some(None, draw.day(90)),
                "cost": some(None, Decimal(0), Decimal(30), Decimal(50)),
            }
        )
    for number in draw.upto(10):
        touch = {"touch_id": f"T{number}", "campaign_id": some(*CAMPAIGNS), "touched_at": draw.at()}
        touches.append(
            touch | {"deal_id": draw.deal(), "lead_id": some(None, "L1", "L2"), "account_id": some(None, "A1", "A2")}
        )
    return {"campaigns": campaigns, "campaign_touches": touches}


def activities(draw: Draw) -> list[Row]:
    some, rows = draw.some, []
    for number in draw.upto(8):
        row = {"activity_id": f"V{number}", "rep_id": some("R1", "R2", "R4", "RY", None), "deal_id": draw.deal()}
        rows.append(
            row
            | {
                "account_id": some(None, "A1", "A3"),
                "kind": some("visit", "visit", "call"),
                "occurred_at": draw.at(),
                "outcome": some(None, "held", "planned"),
            }
        )
    return rows


def cash(draw: Draw) -> dict[str, list[Row]]:
    """Invoices reached through an account, a contract or a contract's deal, and what was paid."""
    some, invoices, payments = draw.some, [], []
    contracts = [{"contract_id": f"K{n}", "deal_id": draw.deal(), "account_id": some(None, "A1")} for n in range(2)]
    for number in range(3):
        invoice = {"invoice_id": f"I{number}", "contract_id": some(None, "K0", "K1"), "amount": Decimal(100)}
        invoices.append(invoice | {"account_id": some(None, "A1", "A2", "AX"), "rep_id": some(None, "R1", "R4")})
    for number in draw.upto(6):
        payment = {"payment_id": f"M{number}", "invoice_id": some("I0", "I1", "I2"), "received_date": draw.day()}
        payments.append(
            payment | {"amount": Decimal(10 + number), "kind": some("payment", "payment", "refund", "credit", None)}
        )
    return {"contracts": contracts, "invoices": invoices, "payments": payments}


def random_target(random: Random, exported_on: dt.date) -> Row:
    """A month's, quarter's or odd period's target at some level."""
    start = random_day(random, exported_on, 300, 100).replace(day=1)
    days = random.choice((31, 31, 91, 365))
    level = random.choice(
        (
            {},
            {},
            {"region": "North"},
            {"region": "South"},
            {"team": "A"},
            {"team": "B"},
            {"rep_id": "R1"},
            {"rep_id": "R3"},
            {"rep_id": "RX"},
            {"team": "A", "region": "South"},
        )
    )
    line = random.choice((None, None, None, "Hardware"))
    return {
        "period_start": start,
        "period_end": start + dt.timedelta(days=days - 1),
        "measure": random.choice(("won_amount", "won_amount", "won_amount", "visits")),
        "product_line": line,
        "amount": Decimal(random.choice((100, 365, 50))),
        **level,
    }
