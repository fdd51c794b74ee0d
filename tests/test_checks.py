"""Every check of the data finds the fault it is for, with the money at stake, and nothing else."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from dashboard import catalog
from dashboard.database import Database
from dashboard.importing.load import import_paths
from dashboard.scope import Scope
from dashboard.workspace import Workspace

SETTINGS = """
[reporting]
currency = "CNY"
[[pipelines]]
name = "default"
stages = [
    { name = "S1", probability = 0.1 },
    { name = "S2", probability = 0.5 },
    { name = "Won", kind = "won" },
    { name = "Lost", kind = "lost" },
]
"""
DEALS = """
deal_id,account_id,rep_id,product_id,campaign_id,stage,amount,currency,probability,created_at,expected_close_date,closed_at,outcome,region
good,A1,R1,P1,C1,S1,1,CNY,,2026-01-05,2026-06-30,,open,North
no_day,A1,R1,,,Won,2,CNY,,2026-01-05,2026-02-01,,won,North
too_early,A1,R1,,,Won,4,CNY,,2026-01-05,2026-02-01,2026-01-01,won,North
too_late,A1,R1,,,Won,8,CNY,,2026-01-05,2026-02-01,2026-05-01,won,North
tomorrow,A1,R1,,,S1,16,CNY,,2026-04-02,2026-06-30,,open,North
unborn,A1,R1,,,S1,32,CNY,,,2026-06-30,,open,North
says_won,A1,R1,,,S2,64,CNY,,2026-01-05,2026-02-01,2026-02-01,won,North
half_won,A1,R1,,,Won,128,CNY,0.5,2026-01-05,2026-02-01,2026-02-01,won,North
no_close,A1,R1,,,S1,256,CNY,,2026-01-05,,,open,North
no_amount,A1,R1,,,S1,,CNY,,2026-01-05,2026-06-30,,open,North
overdue,A1,R1,,,S1,512,CNY,,2026-01-05,2026-03-01,,open,North
no_history,A1,R1,,,S1,1024,CNY,,2026-01-05,2026-06-30,,open,North
no_rate,A1,R1,,,S1,2048,SEK,,2026-01-05,2026-06-30,,open,North
nowhere,A2,R2,,,S1,4096,CNY,,2026-01-05,2026-06-30,,open,
stray_account,A9,R1,,,S1,8192,CNY,,2026-01-05,2026-06-30,,open,North
stray_rep,A1,R9,,,S1,16384,CNY,,2026-01-05,2026-06-30,,open,North
stray_product,A1,R1,P9,,S1,32768,CNY,,2026-01-05,2026-06-30,,open,North
stray_campaign,A1,R1,,C9,S1,65536,CNY,,2026-01-05,2026-06-30,,open,North
strange_stage,A1,R1,,,Limbo,131072,CNY,,2026-01-05,2026-06-30,,open,North
spelt,A1,R1,,,S1,262144,CNY,,2026-01-05,2026-06-30,,open,no rth
lined,A1,R1,,,S1,524288,CNY,,2026-01-05,2026-06-30,,open,North
shared,A1,R1,,,S1,1048576,CNY,,2026-01-05,2026-06-30,,open,North
southern,A1,R1,,,S1,2097152,CNY,,2026-01-05,2026-03-01,,open,South
stray_line,A1,R1,,,S1,5,CNY,,2026-01-05,2026-06-30,,open,North
"""
HISTORY = "deal_id,changed_at,stage\nghost,2026-01-05,S1\ngood,2026-04-05,S2\n"
TABLES = {
    "deals.csv": DEALS.lstrip(),
    "accounts.csv": "account_id,name,region\nA1,Acme Ltd.,\nA2,acme ltd,\nA3,Borealis,\n",
    "reps.csv": "rep_id,name,team,region\nR1,Ann Lee,Alpha,\nR2,Bo Chen,Alpha,\n",
    "products.csv": "product_id,name\nP1,Gateway\n",
    "campaigns.csv": "campaign_id,name\nC1,Forum\n",
    "deal_lines.csv": "deal_line_id,deal_id,product_id,amount\nL1,lined,P1,524000\nL2,good,P1,1\nL3,stray_line,P8,5\n",
    "deal_splits.csv": "deal_id,rep_id,share\nshared,R1,0.7\nshared,R2,0.2\ngood,R1,1\n",
    "targets.csv": (
        "period_start,period_end,measure,team,amount\n"
        "2026-01-01,2026-12-31,won_amount,Alpha,1000\n2026-01-01,2026-03-31,won_amount,Alpha,300\n"
        "2026-03-01,2026-04-30,won_amount,Alpha,200\n"
    ),
    "invoices.csv": "invoice_id,issued_date,amount\nI1,2026-02-01,10\nI2,not a day,20\n",
}
FAULTS = {
    "closed_without_day": [("no_day", 2)],
    "closed_before_created": [("too_early", 4)],
    "closed_after_export": [("too_late", 8)],
    "created_after_export": [("tomorrow", 16)],
    "begin_unknown": [("unborn", 32)],
    "outcome_contradicts_stage": [("says_won", 64)],
    "probability_contradicts_outcome": [("half_won", 128)],
    "open_without_expected_close": [("no_close", 256)],
    "open_without_amount": [("no_amount", None)],
    "expected_close_passed": [("southern", 2097152), ("overdue", 512)],
    "exchange_rate_missing": [("no_rate", None)],
    "without_region": [("nowhere", 4096)],
    "account_unknown": [("stray_account", 8192)],
    "rep_unknown": [("stray_rep", 16384)],
    "product_unknown": [("stray_product", 32768)],
    "campaign_unknown": [("stray_campaign", 65536)],
    "line_product_unknown": [("stray_line", 5)],
    "stage_not_configured": [("Limbo", 131072)],
    "spelling_varies": [("no rth", 262144)],
    "account_name_repeated": [("A1", None), ("A2", None)],
    "lines_differ_from_amount": [("lined", 524288)],
    "shares_differ_from_whole": [("shared", 1048576)],
    "history_after_export": [("good", 1)],
    "history_of_unknown_deal": [("ghost", None)],
    "targets_overlap": [("Alpha", 500)],
    "row_refused": [("invoices.csv:3", None)],
}
CHECKS = [each.name for each in catalog.queries("checks") if each.name != "faults"]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """An export with one fault of each kind."""
    folder = tmp_path_factory.mktemp("faulty")
    has_history = [line.split(",")[0] for line in DEALS.strip().splitlines()[1:]]
    kept = [name for name in has_history if name not in ("no_history", "unborn", "no_day")]
    history = HISTORY + "".join(f"{name},2026-01-05,S1\n" for name in kept if name != "tomorrow")
    for name, text in {**TABLES, "deal_history.csv": history, "funnel.toml": SETTINGS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    import_paths(workspace, [folder], exported_on=dt.date(2026, 3, 31))
    with Database(workspace.current()) as opened:
        yield opened


def _found(database, check, scope=None):
    return [(row["key"], row["amount"]) for row in database.read(check, scope).iter_rows(named=True)]


@pytest.mark.parametrize("check", sorted(FAULTS))
def test_a_check_finds_its_fault_and_the_money_at_stake(database, check):
    found = _found(database, check)
    assert [key for key, _ in found] == [key for key, _ in FAULTS[check]]
    for (_, amount), (_, expected) in zip(found, FAULTS[check], strict=True):
        assert expected is None or amount == expected


def test_deals_without_a_history_are_named(database):
    assert {key for key, _ in _found(database, "without_history")} == {"no_history", "unborn"}


def test_every_check_has_a_fault_here(database):
    assert sorted(CHECKS) == sorted([*FAULTS, "without_history"])


def test_data_quality_counts_what_the_checks_list(database):
    for row in database.read("data_quality").iter_rows(named=True):
        listed = database.read(row["check"])
        assert row["rows"] == listed.height, row["check"]
        amounts = listed["amount"].drop_nulls().to_list()
        assert row["affected_amount"] == (sum(amounts) if amounts else None), row["check"]
    assert database.read("faults").height == database.read("data_quality")["rows"].sum()


def test_every_check_is_in_data_quality_with_the_severity_and_meaning_of_its_file(database):
    shown = {row["check"]: row for row in database.read("data_quality").iter_rows(named=True)}
    assert sorted(shown) == sorted(CHECKS)
    for name, row in shown.items():
        header = catalog.query(name).header
        assert row["severity"] == header["severity"]
        assert row["meaning"] == f"{header['title']}. {header['about']}"


def test_refused_rows_are_counted_by_their_table(database):
    refused = database.read("data_quality", where={"check": "row_refused"})
    assert refused.select("table", "rows").rows() == [("invoices", 1)]


def test_what_was_not_imported_is_not_checked(tmp_path):
    (tmp_path / "deals.csv").write_text(TABLES["deals.csv"], encoding="utf-8")
    workspace = Workspace(tmp_path / "workspace")
    import_paths(workspace, [tmp_path / "deals.csv"], exported_on=dt.date(2026, 3, 31))
    with Database(workspace.current()) as database:
        shown = {row["check"]: row["rows"] for row in database.read("data_quality").iter_rows(named=True)}
        assert {name for name, rows in shown.items() if rows is None} == {
            "account_name_repeated",
            "account_unknown",
            "campaign_unknown",
            "history_after_export",
            "history_of_unknown_deal",
            "line_product_unknown",
            "lines_differ_from_amount",
            "product_unknown",
            "rep_unknown",
            "shares_differ_from_whole",
            "targets_overlap",
        }
        assert _found(database, "account_unknown") == []


def test_faults_do_not_follow_filters_but_keep_permissions(database):
    everything = database.read("data_quality")
    assert database.read("data_quality", Scope(regions=("South",), as_of=dt.date(2026, 1, 1))).equals(everything)
    south = Scope(permitted_regions=("South",))
    assert _found(database, "expected_close_passed", south) == [("southern", 2097152)]
    assert _found(database, "account_unknown", south) == []
    assert _found(database, "closed_without_day", Scope(permitted_reps=())) == []


def test_a_target_for_a_part_of_a_period_is_no_overlap(database):
    details = database.read("targets_overlap")["detail"].to_list()
    assert details == ["2026-01-01 – 2026-03-31 / 2026-03-01 – 2026-04-30"]


def test_the_worked_example_has_the_faults_that_were_put_into_it(worked_example):
    with (Path(__file__).parent / "expected" / "data_quality.csv").open(encoding="utf-8", newline="") as file:
        expected = [{name: text or None for name, text in row.items()} for row in csv.DictReader(file)]
    with Database(worked_example.current()) as database:
        found = database.read("data_quality").iter_rows(named=True)
        assert [
            {name: None if value is None else str(value) for name, value in row.items()} for row in found
        ] == expected
