"""From the CRM's sum to ours: an export with one deal for every step, counted by hand, and sums that always add up."""

import datetime as dt
from decimal import Decimal

import pytest

from dashboard.database import Database
from dashboard.importing.load import import_paths
from dashboard.narrowing import behind
from dashboard.scope import Scope
from dashboard.workspace import Workspace
from tests.conftest import EXPORTS, SAMPLES

MEASURES = ("won_amount", "lost_amount", "open_amount", "created_amount")
EXPORTED_ON = dt.date(2026, 3, 31)
QUARTER = Scope(period_start=dt.date(2026, 1, 1), period_end=EXPORTED_ON)
FILES = {
    "funnel.toml": """
[reporting]
currency = "CNY"
[[pipelines]]
name = "default"
stages = [{ name = "S1", probability = 0.1 }, { name = "Won", kind = "won" }, { name = "Lost", kind = "lost" }]
""",
    "reps.csv": "rep_id,name,region\nR1,Ann,North\nR2,Bo,South\n",
    "exchange_rates.csv": "currency,valid_date,rate\nUSD,2025-01-01,7\n",
    "deals.csv": """
deal_id,name,outcome,amount,currency,created_at,expected_close_date,closed_at,rep_id,is_deleted,modified_at
plain,Plain,won,100,CNY,2026-01-02,2026-02-10,2026-02-10,R1,false,2026-02-10
plain,Plain,won,100,CNY,2026-01-02,2026-02-10,2026-02-10,R1,false,2026-02-10
words,Words,won,about 450,CNY,2026-01-02,2026-03-01,2026-03-01,R1,false,2026-03-01
noday,Impossible,won,300,CNY,2026-01-02,2026-02-28,2026-02-30,R1,false,2026-03-01
whether,Perhaps,perhaps,33,CNY,2026-01-02,2026-02-28,2026-02-28,R1,false,2026-03-01
deleted,Deleted,won,50,CNY,2026-01-02,2026-02-01,2026-02-01,R1,true,2026-02-01
future,Future,won,70,CNY,2026-04-10,2026-03-20,2026-03-20,R1,false,2026-02-01
dayless,Dayless,won,80,CNY,2026-01-02,2026-03-15,,R1,false,2026-02-01
late,Late,won,90,CNY,2026-01-02,2026-05-01,2026-05-01,R1,false,2026-02-01
early,Early,won,60,CNY,2026-01-05,2025-12-20,2025-12-20,R1,false,2026-02-01
history,History,won,40,CNY,2025-11-01,2025-12-31,,R1,false,2026-02-01
dollars,Dollars,won,10,USD,2026-01-02,2026-02-15,2026-02-15,R1,false,2026-02-01
euros,Euros,won,20,EUR,2026-01-02,2026-02-16,2026-02-16,R1,false,2026-02-01
blank,Blank,won,,CNY,2026-01-02,2026-02-17,2026-02-17,R1,false,2026-02-01
never,Never,won,5,CNY,2026-01-02,,,R1,false,2026-02-01
moved,Moved,won,200,CNY,2026-01-02,2026-01-15,2026-01-15,R2,false,2026-02-20
grown,Grown,open,30,CNY,2026-01-02,2026-06-30,,R1,false,2026-03-20
lost,Lost,lost,400,CNY,2026-01-02,2026-03-10,2026-03-10,R1,false,2026-03-10
Total,,,,,,,,,,
""",
    "deal_history.csv": """
deal_id,changed_at,stage,amount,rep_id
history,2025-11-01,S1,,R1
history,2026-01-20,Won,,R1
moved,2026-01-02,S1,,R1
moved,2026-01-15,Won,,R1
moved,2026-02-20,,,R2
grown,2026-01-02,S1,25,R1
grown,2026-03-20,,30,R1
""",
}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reconciled")
    for name, text in FILES.items():
        (folder / name).write_text(text.lstrip(), encoding="utf-8")
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    import_paths(workspace, [folder], exported_on=EXPORTED_ON)
    with Database(workspace.current()) as opened:
        yield opened


def lines(database, scope, measure):
    """Step: deals that it moves and what it adds, without the steps that nothing is in."""
    found = database.read("crm_reconciliation", scope, where={"measure": measure})
    return {row["step"]: (row["deals_change"], row["amount"]) for row in found.iter_rows(named=True) if row["deals"]}


def test_every_reason_for_another_won_amount_is_a_step_of_its_own(database):
    assert lines(database, QUARTER, "won_amount") == {
        "exported": (11, 930),
        "repeated": (-1, -100),
        "refused": (-2, -300),
        "deleted": (-1, -50),
        "created_after_export": (-1, -70),
        "without_day": (-1, -80),
        "closed_after_export": (1, 90),
        "closed_before_created": (1, 60),
        "other_day": (1, 40),
        "converted": (0, 60),
        "rate_missing": (0, -20),
        "counted": (8, 560),
        "without_amount": (None, None),
        "no_day": (None, None),
        "refused_unread": (None, None),
    }


def test_a_total_at_the_bottom_is_no_deal(database):
    assert "Total" not in database.read("crm_reconciliation_list", QUARTER)["deal_id"].to_list()


def test_a_refused_row_names_its_file_line_and_reason(database):
    where = {"measure": "won_amount", "step": "refused"}
    found = database.read("crm_reconciliation_list", QUARTER, where=where)
    assert found.select("deal_id", "file", "line", "exported_amount").rows() == [
        ("noday", "deals.csv", 5, Decimal(300)),
        ("words", "deals.csv", 4, None),
    ]
    assert all(found["reason"])


def test_a_closed_deal_counts_for_the_region_it_was_closed_in(database):
    north, south = (lines(database, QUARTER.replace(regions=(name,)), "won_amount") for name in ("North", "South"))
    assert north["owner"] == (1, 200)
    assert south == {"exported": (1, 200), "owner": (-1, -200)}


@pytest.mark.parametrize(
    ("reader", "change", "today", "then"),
    [("North", 200, (None, None), ("Ann", "North")), ("South", -200, ("Bo", "South"), (None, None))],
)
def test_a_reader_learns_of_no_owner_whom_they_may_not_see(database, reader, change, today, then):
    scope = QUARTER.replace(permitted_regions=(reader,))
    found = database.read("crm_reconciliation_list", scope, where={"measure": "won_amount", "step": "owner"})
    assert found.select("deal_id", "amount", "rep", "region", "rep_then", "region_then").rows() == [
        ("moved", change, *today, *then)
    ]


def test_as_of_an_earlier_day_later_events_are_taken_back(database):
    scope = QUARTER.replace(as_of=dt.date(2026, 2, 28))
    lost = lines(database, scope, "lost_amount")
    assert (lost["exported"], lost["after_as_of"]) == ((1, 400), (-1, -400))
    assert "counted" not in lost
    opened = lines(database, scope, "open_amount")
    assert opened["amount_then"] == (0, -5)
    assert opened["outcome_then"] == (2, 490)


SCOPES = {
    "the default": Scope(),
    "a quarter": QUARTER,
    "as of an earlier day": QUARTER.replace(as_of=dt.date(2026, 2, 10)),
    "after the period": QUARTER.replace(period_end=dt.date(2026, 1, 31), as_of=EXPORTED_ON),
    "a region": Scope(regions=("North",)),
    "no region": Scope(regions=("~",)),
    "a rep": Scope(reps=("Bo",)),
    "a reader of the north": Scope(permitted_regions=("North",)),
    "a reader of nothing": Scope(permitted_reps=()),
    "a stage": Scope(stages=("S1",)),
}


@pytest.fixture(scope="module")
def companies(database, imported_once, tmp_path_factory):
    """Databases of the example above, of the worked example, of a broken export and of both samples, opened once."""
    broken = Workspace(tmp_path_factory.mktemp("broken"))
    import_paths(broken, [SAMPLES / "broken" / "impossible_day.csv"])
    workspaces = {"broken": broken, "worked_example": imported_once(EXPORTS / "worked_example")}
    workspaces |= {name: imported_once(SAMPLES / name) for name in ("salesforce", "xiaoshouyi")}
    opened = {name: Database(workspace.current()) for name, workspace in workspaces.items()}
    yield {"by hand": database, **opened}
    for each in opened.values():
        each.close()


@pytest.fixture
def company(request, companies):
    return companies[request.param]


# The small companies in every scope, the others where what is theirs tells.
FEW = ("the default", "as of an earlier day", "a region")
CASES = [(company, name) for company in ("by hand", "worked_example") for name in SCOPES]
CASES += [(company, name) for company in ("broken", "salesforce", "xiaoshouyi") for name in FEW]


@pytest.mark.parametrize(("company", "name"), CASES, indirect=["company"])
def test_the_steps_lead_from_the_export_to_what_the_pages_show_to_the_cent(company, name):
    scope = SCOPES[name]
    found = company.read("crm_reconciliation", scope)
    shown = company.read("kpis", scope).row(0, named=True)
    for measure in MEASURES:
        mine = {row["step"]: row for row in found.iter_rows(named=True) if row["measure"] == measure}
        steps = [row for row in mine.values() if row["line_kind"] == "step"]
        for column in ("amount", "deals_change"):
            assert mine["exported"][column] + sum(row[column] for row in steps) == mine["counted"][column]
        assert mine["counted"]["amount"] == shown[measure]
        count = measure.replace("_amount", "_deals")
        assert mine["counted"]["deals"] == shown[count]


@pytest.mark.parametrize(
    ("company", "name"),
    [case for case in CASES if case[1] in ("a quarter", *FEW[1:])],
    indirect=["company"],
)
def test_the_deals_of_a_line_sum_to_the_line(company, name):
    of_lines = company.read("crm_reconciliation_list", SCOPES[name])
    for row in company.read("crm_reconciliation", SCOPES[name]).iter_rows(named=True):
        where = {"measure": row["measure"], "step": row["step"]}
        deals = behind("crm_reconciliation", "deals", row)
        assert (deals is None) == (not row["deals"])
        assert deals is None or (deals.view, deals.where) == ("crm_reconciliation_list", where)
        listed = of_lines.filter(measure=row["measure"], step=row["step"])
        assert listed.height == row["deals"]
        assert sum(listed["amount"].drop_nulls(), Decimal(0)) == (row["amount"] or 0)
        assert sum(listed["exported_amount"].drop_nulls(), Decimal(0)) == row["exported_amount"]


def test_the_export_adds_up_to_what_a_spreadsheet_makes_of_it(database):
    """Start of the reconciliation, summed from the file's own cells without any of the product's SQL."""
    rows = [line.split(",") for line in FILES["deals.csv"].strip().splitlines()[1:-1]]
    total = 0
    for row in rows:
        day = row[7] or row[6]
        if row[1] == "Impossible":
            day = row[6]
        if row[2] == "won" and "2026-01-01" <= day <= "2026-03-31" and row[3].isdigit():
            total += int(row[3])
    assert lines(database, QUARTER, "won_amount")["exported"][1] == total
