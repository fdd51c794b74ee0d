"""Recognition says how sure it is and shows what it did; what it does not understand it proposes to a person."""

import csv
import tempfile
import tomllib
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard import settings
from dashboard.importing import costs, headers, proposal
from dashboard.importing.problems import ImportProblem
from dashboard.importing.recognition import CERTAIN, DOUBTFUL, LIKELY, UNKNOWN, certainty
from dashboard.importing.report import Report, Spelling
from dashboard.importing.version import fill_tables
from dashboard.settings import Settings
from tests.filled import fill, fill_texts

SAMPLES = Path(__file__).resolve().parent.parent / "sample_data"
OWN_WORDS = {
    "pipeline_2026.csv": (
        "opportunity_id,seller,customer,deal_stage,engage_date,close_date,close_value,colour\n"
        "1,Ann,Acme,Qualified,2026-01-05,2026-02-01,100,red\n2,Bo,Borealis,Won,2026-01-06,2026-02-02,200,\n"
    )
}
STEPS = {
    "deals.csv": (
        "deal_id,stage,amount,probability,created_at,outcome\n"
        "1,Alpha,10,,2026-01-01,open\n2,Gamma,20,,2026-01-01,open\n3,Beta,30,0.4,2026-01-01,open\n"
        "4,Limbo,40,,2026-01-01,open\n5,Sold,50,,2026-01-01,won\n"
    ),
    "deal_history.csv": (
        "deal_id,changed_at,stage\n1,2026-01-01,Alpha\n2,2026-01-01,Alpha\n2,2026-01-05,Beta\n2,2026-01-09,Gamma\n"
        "3,2026-01-01,Alpha\n3,2026-01-04,Beta\n"
    ),
}
ALPHA_GAMMA = """
[[pipelines]]
name = "default"
stages = [{ name = "Alpha", probability = 0.1 }, { name = "Gamma" }, { name = "Sold", kind = "won" }]
"""


@pytest.fixture(scope="module")
def refused_report(tmp_path_factory):
    """The report of a file whose headers are nobody's words: the import is impossible, the report is there."""
    folder = tmp_path_factory.mktemp("own_words")
    for name, content in OWN_WORDS.items():
        (folder / name).write_text(content, encoding="utf-8")
    report = Report()
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as connection, pytest.raises(ImportProblem):
        fill_tables(connection, [folder], Settings(), Path(scratch), report)
    return folder, report


def sureness(sample):
    """How sure the headers of a sample company's exports make the recognition."""
    found = set()
    for path in (SAMPLES / sample).glob("*.csv"):
        names = next(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        found |= {certainty(each, names) for each in headers.recognise(path.name, names, Settings())}
    return found


def test_a_crm_tried_on_real_exports_is_certain_and_one_known_from_documents_likely():
    assert sureness("salesforce") == {CERTAIN}
    assert sureness("xiaoshouyi") == {LIKELY}


def test_every_header_is_shown_with_the_columns_it_feeds_and_an_example(tmp_path):
    names = "Id,StageName,CloseDate,Name,Amount,IsWon,Gebiet"
    report = fill_texts(tmp_path, {"Opportunity.csv": f"{names}\n1,Qualification,2026-03-01,One,5,false,Nord\n"}).report
    [found] = report.recognised
    uses = {each.header: each for each in found.headers}
    assert uses["CloseDate"].columns == ("expected_close_date", "closed_at")
    assert (uses["Amount"].columns, uses["Amount"].example) == (("amount",), "5")
    assert (found.ignored, found.placed) == (("Gebiet",), 6)
    assert "region" in found.missing
    assert found.required == ()


def test_a_file_without_a_column_that_every_row_needs_is_doubtful(tmp_path):
    (tmp_path / "deals.csv").write_text("deal_id,stage,amount\n1,A,1\n", encoding="utf-8")
    (tmp_path / "accounts.csv").write_text("name,region\nAcme,North\n", encoding="utf-8")
    report = Report()
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as connection, pytest.raises(ImportProblem):
        fill_tables(connection, [tmp_path], Settings(), Path(scratch), report)
    found = {each.file: each for each in report.recognised}
    assert (found["accounts.csv"].certainty, found["accounts.csv"].required) == (DOUBTFUL, ("account_id",))
    assert found["deals.csv"].certainty == CERTAIN


def test_a_refused_import_says_what_every_unknown_header_resembles(refused_report):
    _, report = refused_report
    [found] = report.recognised
    assert (found.certainty, found.table) == (UNKNOWN, "deals")
    alike = {each.header: [name for name, _ in each.suggestions] for each in found.headers}
    assert alike["close_value"][0] == "amount"
    assert alike["colour"] == []


def test_the_proposal_copied_into_the_settings_imports_the_file(refused_report):
    folder, report = refused_report
    proposed = proposal.text(report)
    [mapping] = settings.parse(tomllib.loads(proposed)).mappings
    assert mapping.columns == {
        "deal_id": "opportunity_id",
        "account_id": "customer",
        "rep_id": "seller",
        "stage": "deal_stage",
        "amount": "close_value",
        "created_at": "engage_date",
        "expected_close_date": "close_date",
        "closed_at": "close_date",
    }
    assert '# "colour", such as "red": kept as it is' in proposed
    filled = fill([folder], proposed)
    assert filled.rows("select deal_id, rep_id, amount, closed_at is null from deals order by deal_id") == [
        ("1", "Ann", Decimal(100), True),
        ("2", "Bo", Decimal(200), False),
    ]


def test_a_proposal_never_overwrites_another(tmp_path):
    first = proposal.write(tmp_path, "a = 1\n")
    assert proposal.write(tmp_path, "a = 1\n") == first
    second = proposal.write(tmp_path, "a = 2\n")
    assert (first.read_text(), second.read_text()) == ("a = 1\n", "a = 2\n")


def test_nothing_is_proposed_where_everything_is_understood(tmp_path):
    names = "deal_id,stage,amount,outcome"
    settled = ALPHA_GAMMA.replace('"Gamma"', '"Beta"')
    assert proposal.text(fill_texts(tmp_path, {"deals.csv": f"{names}\n1,Alpha,1,open\n"}, settled).report) == ""


def test_an_unknown_stage_is_proposed_where_the_histories_pass_it(tmp_path):
    report = fill_texts(tmp_path, STEPS, ALPHA_GAMMA).report
    [pipeline] = settings.parse(tomllib.loads(proposal.text(report))).pipelines
    assert [(stage.name, stage.kind, stage.probability) for stage in pipeline.stages] == [
        ("Alpha", "open", 0.1),
        ("Beta", "open", 0.4),
        ("Gamma", "open", None),
        ("Limbo", "open", None),
        ("Sold", "won", None),
    ]


def test_stages_that_were_deduced_are_proposed_for_a_person_to_settle(tmp_path):
    [pipeline] = fill_texts(tmp_path, STEPS).report.proposed_pipelines
    assert [stage.name for stage in pipeline.stages] == ["Alpha", "Beta", "Gamma", "Limbo", "Sold"]


def test_spellings_are_proposed_with_the_money_at_stake_and_joined_only_by_the_settings(tmp_path):
    report = Report(spellings=[Spelling("product_id", "GTXPro", "GTX Pro", Decimal("1480.50"))])
    proposed = proposal.text(report)
    assert "1,480.50 at stake" in proposed
    files = {
        "deals.csv": "deal_id,product_id,amount\n1,GTXPro,1480.5\n2,GTX Pro,1\n",
        "products.csv": "product_id,name\nGTX Pro,The Pro\n",
    }
    spelt = "select product_id from deals order by deal_id"
    assert fill_texts(tmp_path, files).column(spelt) == ["GTXPro", "GTX Pro"]
    assert fill_texts(tmp_path, files, proposed).column(spelt) == ["GTX Pro", "GTX Pro"]


def test_a_missing_table_costs_the_views_that_need_it_and_their_pages():
    lost = {each.table: each for each in costs.of_missing(["deals", "accounts"])}
    assert "accounts" not in lost
    assert "campaign_roi" in lost["campaigns"].views
    assert "dwell_time" in lost["deal_history"].pages
