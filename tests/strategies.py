"""Random small companies with everything that makes a sales history hard to count, and random scopes over them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from tests.dealings import history_of
from tests.oracle.company import Company, Row, Table
from tests.oracle.facts import lives
from tests.oracle.stays import stays
from tests.surroundings import beside, origins, random_day

CURRENCY = "CNY"
EXPORT_DAYS = (dt.date(2026, 6, 30), dt.date(2024, 2, 29), dt.date(2025, 11, 12))
PIPELINES = {"default": ("S1", "S2", "S3"), "second": ("T1", "T2")}


def stage_list(random: Random) -> list[Row]:
    """Two pipelines, with an open stage that nobody configured in each."""
    rows: list[Row] = []
    for pipeline, names in PIPELINES.items():
        for order, name in enumerate(names, 1):
            expected = random.choice((None, None, 5.0, 30.0))
            rows.append(
                {
                    "pipeline": pipeline,
                    "stage": name,
                    "stage_order": order,
                    "kind": "open",
                    "probability": order / 4,
                    "expected_days": expected,
                    "is_configured": True,
                }
            )
        for kind in ("won", "lost"):
            rows.append(
                {
                    "pipeline": pipeline,
                    "stage": kind.title(),
                    "stage_order": None,
                    "kind": kind,
                    "probability": float(kind == "won"),
                    "expected_days": None,
                    "is_configured": True,
                }
            )
        rows.append(
            {
                "pipeline": pipeline,
                "stage": "Mystery",
                "stage_order": None,
                "kind": "open",
                "probability": None,
                "expected_days": None,
                "is_configured": False,
            }
        )
    return rows


def random_company(random: Random) -> Company:
    """A company of 3 to 12 deals, sometimes one of 14 whose wins suffice for cycle and stay norms."""
    exported_on, has_times = random.choice(EXPORT_DAYS), random.random() < 0.4
    stages = stage_list(random)
    is_winning = random.random() < 0.25
    count = 14 if is_winning else random.randint(3, 12)
    tables: dict[str, list[Row]] = {"deals": [], "deal_history": []}
    shape = {
        "has_outcome": random.random() < 0.5,
        "has_ids": random.random() < 0.3,
        "has_rep": random.random() < 0.7,
        "has_region": random.random() < 0.4,
        "has_old_stage": random.random() < 0.3,
    }
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
    company = Company(
        tables,
        exported_on,
        stages,
        CURRENCY,
        random.choice((1, 1, 4)),
        random.choice((20, 10, 3)),
        random.choice((365, 30)),
        random.choice((0, 10, 45)),
    )
    return listing_every_stage(company)


def listing_every_stage(company: Company) -> Company:
    """The company with the stages that only its deals name in its stage list, as an import leaves it."""
    for life in lives(company):
        for stay in stays(life):
            if not any((row["pipeline"], row["stage"]) == (stay.pipeline, stay.stage) for row in company.stages):
                company.stages.append(Table(pipeline=stay.pipeline, stage=stay.stage, kind="open", is_configured=False))
    return replace(company, memory={})


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
        "regions": ("North", "South", "~"),
        "teams": ("A", "B", "~"),
        "reps": ("Kim (R1)", "Kim (R2)", "Lee", "R4", "RX", "~"),
        "product_lines": ("Hardware", "Software", "~"),
        "account_sizes": ("large", "small", "~"),
        "channels": ("web", "event", "~"),
        "pipelines": ("default", "second"),
        "deal_types": ("new_business", "renewal", "~"),
        "stages": ("S1", "S2", "S3", "T1", "Mystery", "~"),
        "campaigns": ("C1", "C2", "CX", "~"),
        "accounts": ("A1", "A2", "AX", "~"),
    }
    for name in random.sample(sorted(filters), random.choice((0, 0, 1, 1, 2))):
        choices[name] = random.sample(filters[name], random.randint(1, 2))
    if random.random() < 0.15:
        name, members = random.choice(
            (
                ("permitted_regions", ["North"]),
                ("permitted_teams", ["A", "B"]),
                ("permitted_reps", ["Kim (R1)", "Lee"]),
                ("permitted_reps", []),
            )
        )
        choices[name] = members
    choices["counting_rule"] = random.choice((None, "reached", "touched", "strict"))
    choices["comparison"] = random.choice((None, None, "last_year", "none"))
    choices["attribution"] = random.choice((None, "last_touch", "first_touch", "even", "primary"))
    return choices


@st.composite
def companies_with_scopes(draw: st.DrawFn) -> tuple[Company, Row]:
    """A company and one scope over it; shrinks towards fewer and plainer rows."""
    random = draw(st.randoms(use_true_random=False))
    company = random_company(random)
    return company, random_scope(random, company)
