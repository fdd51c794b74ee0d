"""Random small companies with everything that makes a sales history hard to count, and random scopes over them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from tests.dealings import history_of
from tests.oracle.company import Company, Row, Table
from tests.oracle.facts import lives
from tests.oracle.stays import stays

CURRENCY = "CNY"
EXPORT_DAYS = (dt.date(2026, 6, 30), dt.date(2024, 2, 29), dt.date(2025, 11, 12))
PIPELINES = {"default": ("S1", "S2", "S3"), "second": ("T1", "T2")}
REGIONS = ("North", "South", None)
CHANNELS = ("web", "event", None)
CAMPAIGNS = ("C1", "C2", "C3")


def stage_list(random: Random) -> list[Row]:
    """Two pipelines, with an open stage that nobody configured in each."""
    rows: list[Row] = []
    for pipeline, names in PIPELINES.items():
        for order, name in enumerate(names, 1):
            expected = random.choice((None, None, 5.0, 30.0))
            rows.append({"pipeline": pipeline, "stage": name, "stage_order": order, "kind": "open",
                         "probability": order / 4, "expected_days": expected, "is_configured": True})  # fmt: skip
        for kind in ("won", "lost"):
            rows.append({"pipeline": pipeline, "stage": kind.title(), "stage_order": None, "kind": kind,
                         "probability": float(kind == "won"), "expected_days": None, "is_configured": True})  # fmt: skip
        rows.append({"pipeline": pipeline, "stage": "Mystery", "stage_order": None, "kind": "open",
                     "probability": None, "expected_days": None, "is_configured": False})  # fmt: skip
    return rows


def random_day(random: Random, exported_on: dt.date, back: int = 420, ahead: int = 5) -> dt.date:
    return exported_on + dt.timedelta(days=random.randint(-back, ahead))


def instant(random: Random, day: dt.date, has_times: bool) -> dt.datetime:
    hour = random.choice((0, 9, 9, 15)) if has_times else 0
    return dt.datetime.combine(day, dt.time(hour))


def money(random: Random) -> Decimal | None:
    return random.choice((None, Decimal(0), Decimal(10), Decimal(40), Decimal("99.50"), Decimal(200)))


def random_company(random: Random) -> Company:
    """A company of 3 to 12 deals, sometimes one of 14 whose wins suffice for cycle and stay norms."""
    exported_on, has_times = random.choice(EXPORT_DAYS), random.random() < 0.4
    stages = stage_list(random)
    is_winning = random.random() < 0.25
    count = 14 if is_winning else random.randint(3, 12)
    tables: dict[str, list[Row]] = {"deals": [], "deal_history": []}
    shape = {"has_outcome": random.random() < 0.5, "has_ids": random.random() < 0.3, "has_rep": random.random() < 0.7,
             "has_region": random.random() < 0.4, "has_old_stage": random.random() < 0.3}  # fmt: skip
    for number in range(1, count + 1):
        deal, history = history_of(random, f"D{number}", exported_on, has_times, shape, is_winning)
        tables["deals"].append(deal | origins(random, exported_on))
        tables["deal_history"] += history
    for line_no, row in enumerate(tables["deal_history"], 1):
        row["line_no"] = line_no
    ids = [row["deal_id"] for row in tables["deals"]]
    for name, rows in beside(random, ids, exported_on).items():
        if random.random() < 0.85:
            tables[name] = rows
    if not tables["deal_history"]:
        del tables["deal_history"]
    company = Company(tables, exported_on, stages, CURRENCY, random.choice((1, 1, 4)), random.choice((20, 10, 3)),
                      random.choice((365, 30)))  # fmt: skip
    return listing_every_stage(company)


def listing_every_stage(company: Company) -> Company:
    """The company with the stages that only its deals name in its stage list, as an import leaves it."""
    for life in lives(company):
        for stay in stays(life):
            if not any((row["pipeline"], row["stage"]) == (stay.pipeline, stay.stage) for row in company.stages):
                company.stages.append(Table(pipeline=stay.pipeline, stage=stay.stage, kind="open", is_configured=False))
    return replace(company, memory={})


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


def beside(random: Random, deal_ids: list[str], exported_on: dt.date) -> dict[str, list[Row]]:
    """The tables around the deals."""

    def day(back: int = 420, ahead: int = 5) -> dt.date:
        return random_day(random, exported_on, back, ahead)

    def at(back: int = 420, ahead: int = 5) -> dt.datetime:
        return dt.datetime.combine(day(back, ahead), dt.time(random.choice((0, 10))))

    def some(*values: object) -> object:
        return random.choice(values)

    reps = [{"rep_id": f"R{n}", "name": ("Kim", "Kim", "Lee", None)[n - 1], "team": some("A", "B", None), "manager": "M",
             "region": some(*REGIONS)} for n in range(1, 5)]  # fmt: skip
    accounts = [{"account_id": f"A{n}", "name": some("Acme", f"Firm {n}"), "size": some("large", "small", None),
                 "region": some(*REGIONS), "rep_id": some("R1", "R2", None), "created_at": some(None, at())}
                for n in range(1, 6)]  # fmt: skip
    products = [
        {"product_id": "P1", "name": "One", "product_line": "Hardware", "item_type": "product",
         "list_price": Decimal(20), "unit_cost": Decimal(12)},
        {"product_id": "P2", "name": "Two", "product_line": "Software", "item_type": "service",
         "list_price": Decimal(10), "unit_cost": None},
        {"product_id": "P3", "name": "Three", "product_line": None, "item_type": None, "list_price": None,
         "unit_cost": Decimal(1)},
    ]  # fmt: skip
    lines = [{"deal_line_id": f"N{n}", "deal_id": some(*deal_ids), "product_id": some("P1", "P2", "P3", "PX"),
              "quantity": some(1.0, 3.0, None), "unit_price": Decimal(10), "amount": money(random),
              "cost": some(None, Decimal(5))} for n in range(random.randint(0, 8))]  # fmt: skip
    splits = {(deal_id, rep_id): {"deal_id": deal_id, "rep_id": rep_id, "share": some(0.5, 0.3, 1.0),
                                  "amount": None, "role": some("revenue", "revenue", "overlay", None)}
              for deal_id in deal_ids for rep_id in ("R1", "R3") if random.random() < 0.3}  # fmt: skip
    for split in splits.values():
        if random.random() < 0.25:
            split |= {"share": None, "amount": Decimal(20)}
    leads = [{"lead_id": f"L{n}", "created_at": some(None, at()), "channel": some(*CHANNELS),
              "campaign_id": some("C1", "C2", None), "rep_id": some("R1", "R2", "R3", "RX", None), "region": some(*REGIONS),
              "assigned_at": some(None, at()), "qualified_at": some(None, at()), "converted_at": some(None, at()),
              "deal_id": some(None, None, *deal_ids)} for n in range(1, 5)]  # fmt: skip
    campaigns = [{"campaign_id": name, "name": some(name.lower(), None), "channel": some(*CHANNELS), "kind": "forum",
                  "started_date": some(None, day()), "ended_date": some(None, day(ahead=90)),
                  "cost": some(None, Decimal(0), Decimal(30), Decimal(50))} for name in CAMPAIGNS]  # fmt: skip
    touches = [{"touch_id": f"T{n}", "campaign_id": some(*CAMPAIGNS), "touched_at": some(at(), at(600, 0)),
                "deal_id": some(None, *deal_ids), "lead_id": some(None, "L1", "L2"),
                "account_id": some(None, "A1", "A2")} for n in range(random.randint(0, 10))]  # fmt: skip
    activities = [{"activity_id": f"V{n}", "rep_id": some("R1", "R2", "R4", "RY", None), "deal_id": some(None, *deal_ids),
                   "account_id": some(None, "A1", "A3"), "kind": some("visit", "visit", "call"), "occurred_at": at(),
                   "outcome": some(None, "held", "planned")} for n in range(random.randint(0, 8))]  # fmt: skip
    targets = [random_target(random, exported_on) for _ in range(random.randint(0, 7))]
    contracts = [{"contract_id": f"K{n}", "deal_id": some(None, *deal_ids), "account_id": some(None, "A1")}
                 for n in range(2)]  # fmt: skip
    invoices = [{"invoice_id": f"I{n}", "contract_id": some(None, "K0", "K1"), "account_id": some(None, "A1", "A2", "AX"),
                 "rep_id": some(None, "R1", "R4"), "amount": Decimal(100)} for n in range(3)]  # fmt: skip
    payments = [{"payment_id": f"M{n}", "invoice_id": some("I0", "I1", "I2"), "received_date": day(),
                 "amount": Decimal(10 + n), "kind": some("payment", "payment", "refund", "credit", None)}
                for n in range(random.randint(0, 6))]  # fmt: skip
    rates = [{"currency": "EUR", "valid_date": exported_on - dt.timedelta(days=back), "rate": Decimal(rate)}
             for back, rate in ((400, "2"), (200, "3"), (60, "0.5"))]  # fmt: skip
    return {"reps": reps, "accounts": accounts, "products": products, "deal_lines": lines,
            "deal_splits": list(splits.values()), "leads": leads, "campaigns": campaigns, "campaign_touches": touches,
            "activities": activities, "targets": targets, "contracts": contracts, "invoices": invoices,
            "payments": payments, "exchange_rates": rates}  # fmt: skip


def random_target(random: Random, exported_on: dt.date) -> Row:
    """A month's, quarter's or odd period's target at some level."""
    start = random_day(random, exported_on, 300, 100).replace(day=1)
    days = random.choice((31, 31, 91, 365))
    level = random.choice((
        {}, {}, {"region": "North"}, {"region": "South"}, {"team": "A"}, {"team": "B"}, {"rep_id": "R1"}, {"rep_id": "R3"},
        {"rep_id": "RX"}, {"team": "A", "region": "South"},
    ))  # fmt: skip
    line = random.choice((None, None, None, "Hardware"))
    return {"period_start": start, "period_end": start + dt.timedelta(days=days - 1),
            "measure": random.choice(("won_amount", "won_amount", "won_amount", "visits")),
            "product_line": line, "amount": Decimal(random.choice((100, 365, 50))), **level}  # fmt: skip


def random_scope(random: Random, company: Company) -> Row:
    """A period, a day and none to two filters, sometimes a permission."""
    end_of_data = company.exported_on
    choices: Row = {}
    if random.random() < 0.7:
        start = random_day(random, end_of_data, 400, 0)
        if random.random() < 0.5:
            start = start.replace(day=1)
        choices["period_start"] = start
        choices["period_end"] = start + dt.timedelta(days=random.choice((0, 27, 30, 89, 180, 364)))
    if random.random() < 0.6:
        choices["as_of"] = random_day(random, end_of_data, 400, 40)
    filters: dict[str, tuple[str, ...]] = {
        "regions": ("North", "South", "~"), "teams": ("A", "B", "~"), "reps": ("Kim (R1)", "Kim (R2)", "Lee", "R4", "RX", "~"),
        "product_lines": ("Hardware", "Software", "~"), "account_sizes": ("large", "small", "~"),
        "channels": ("web", "event", "~"), "pipelines": ("default", "second"), "deal_types": ("new_business", "renewal", "~"),
        "stages": ("S1", "S2", "S3", "T1", "Mystery", "~"), "campaigns": ("C1", "C2", "CX", "~"),
        "accounts": ("A1", "A2", "AX", "~"),
    }  # fmt: skip
    for name in random.sample(sorted(filters), random.choice((0, 0, 1, 1, 2))):
        choices[name] = random.sample(filters[name], random.randint(1, 2))
    if random.random() < 0.15:
        name, members = random.choice((("permitted_regions", ["North"]), ("permitted_teams", ["A", "B"]),
                                       ("permitted_reps", ["Kim (R1)", "Lee"]), ("permitted_reps", [])))  # fmt: skip
        choices[name] = members
    choices["counting_rule"] = random.choice((None, "reached", "touched", "strict"))
    choices["attribution"] = random.choice((None, "last_touch", "first_touch", "even", "primary"))
    return choices


@st.composite
def companies_with_scopes(draw: st.DrawFn) -> tuple[Company, Row]:
    """A company and one scope over it; shrinks towards fewer and plainer rows."""
    random = draw(st.randoms(use_true_random=False))
    company = random_company(random)
    return company, random_scope(random, company)
