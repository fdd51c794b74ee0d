"""Exports that nobody here wrote: what other tools compute from them, our views compute too.

The files lie beside the project; without them these tests are skipped.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard.database import Database
from dashboard.importing.load import import_paths
from dashboard.importing.problems import ImportProblem
from dashboard.importing.report import Report
from dashboard.scope import Scope
from dashboard.workspace import Workspace
from tests.filled import Filled, fill

REAL = Path(__file__).parent.parent.parent / "shared" / "data" / "exports"
MAPPINGS = Path(__file__).parent / "exports" / "mappings"
PIPELINE_FILES = ("sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv")

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"no real exports at {REAL}")


@dataclass
class Imported:
    """A published import: its report, the views by scope, and the tables themselves."""

    report: Report
    database: Database
    tables: Path

    def read(self, view: str, scope: Scope | None = None) -> pl.DataFrame:
        return self.database.read(view, scope or Scope())

    def one(self, view: str, scope: Scope | None = None) -> dict:
        return self.read(view, scope).row(0, named=True)

    def sql(self, query: str) -> list[tuple]:
        with duckdb.connect(str(self.tables), read_only=True) as connection:
            return connection.execute(query).fetchall()


Importer = Callable[..., Imported]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Importer:
    """Imports paths below the real exports with a mapping of ours, each combination once."""
    done: dict[tuple[str | None, tuple[str, ...]], Imported] = {}

    def get(mapping: str | None, *paths: str) -> Imported:
        if (mapping, paths) not in done:
            workspace = Workspace(tmp_path_factory.mktemp("workspace"))
            if mapping:
                shutil.copy(MAPPINGS / mapping / "funnel.toml", workspace.settings_path)
            report = import_paths(workspace, [REAL / path for path in paths])
            version = workspace.current()
            assert version is not None
            # A second file, since DuckDB opens one file in one configuration per process.
            tables = Path(shutil.copy(version, workspace.folder / "tables.duckdb"))
            done[mapping, paths] = Imported(report, Database(version), tables)
        return done[mapping, paths]

    return get


MAVEN = {
    "original": tuple(f"maven_crm/{file}" for file in PIPELINE_FILES),
    "ISO dates, CRLF": (
        "maven_crm/variant_crlf_iso/sales_pipeline.csv",
        *(f"maven_crm/{file}" for file in PIPELINE_FILES[1:]),
    ),
    "day first, CRLF": tuple(f"maven_crm/variant_crlf_ddmmyy/{file}" for file in PIPELINE_FILES),
    "workbook": ("maven_crm/variant_crlf_ddmmyy/data_model.xlsx",),
}


FACTS = "exported_on(), default_period_start(), default_period_end(), reporting_currency(), has_times()"


@pytest.fixture(scope="module")
def maven(imported: Importer) -> Imported:
    return imported("maven_crm", *MAVEN["original"])


@pytest.fixture(params=MAVEN)
def maven_filled(request: pytest.FixtureRequest) -> Filled:
    """The tables alone: views know nothing else of an export."""
    toml = (MAPPINGS / "maven_crm" / "funnel.toml").read_text(encoding="utf-8")
    return fill([REAL / path for path in MAVEN[request.param]], toml)


def test_every_row_of_maven_is_accepted_and_means_the_same_in_every_form(maven, maven_filled):
    read = {each.table: (each.rows_read, each.rows_refused) for each in maven_filled.report.files if each.table}
    assert read == {"deals": (8800, 0), "accounts": (85, 0), "products": (7, 0), "reps": (35, 0)}
    for table in read:
        # What no column of ours holds stands in extra, and differs between the forms.
        asked = f"select * exclude (extra) from {table} order by all"
        assert maven_filled.rows(asked) == maven.sql(asked), table
    assert maven_filled.rows(f"select {FACTS}") == maven.sql(f"select {FACTS}")


def test_maven_results(maven):
    kpis = maven.one("kpis")
    assert (kpis["won_deals"], kpis["won_amount"], kpis["lost_deals"]) == (4238, 10_005_534, 2473)
    assert kpis["win_rate"] == pytest.approx(0.631501, abs=5e-7)
    assert kpis["mean_cycle_days"] == pytest.approx(51.782, abs=5e-4)
    assert kpis["median_cycle_days"] == 57


def test_maven_prospects_without_a_date_stand_in_the_funnel(maven):
    width = maven.read("funnel_width")
    assert dict(width.select("stage", "deals").iter_rows()) == {"Prospecting": 500, "Engaging": 1589}
    assert width["deals"].sum() == maven.one("kpis")["open_deals"]


def test_maven_by_regional_office(maven):
    won = dict(maven.read("region_performance").select("region", "won_amount").iter_rows())
    assert {region: int(amount) for region, amount in won.items() if region} == {
        "Central": 3_346_293,
        "East": 3_090_594,
        "West": 3_568_647,
    }
    assert sum(won.values()) == 10_005_534


def test_maven_by_quarter(maven):
    months = maven.read("results_over_time").with_columns(quarter=pl.col("month").dt.quarter())
    won = months.group_by("quarter").agg(pl.col("won_amount").sum()).sort("quarter")["won_amount"]
    assert [int(amount) for amount in won] == [1_134_672, 3_086_111, 2_982_255, 2_802_496]


def test_maven_products_spelled_in_two_ways_lose_nothing(maven):
    lines = maven.read("product_line_performance")
    assert lines["product_line"].null_count() == 0
    assert lines["won_amount"].sum() == 10_005_534


def test_maven_deals_without_an_account_are_kept(maven):
    assert maven.sql("select count(*) from deals where account_id is null") == [(1425,)]


@pytest.fixture
def regional(imported: Importer) -> Imported:
    return imported("ms_regional_sales", "ms_regional_sales")


WHOLE = Scope(period_start=dt.date(2019, 1, 1), period_end=dt.date(2021, 12, 31))


def test_regional_sales_results(regional):
    kpis = regional.one("kpis", WHOLE)
    assert (kpis["won_deals"], kpis["won_amount"], kpis["lost_deals"]) == (7282, 26_435_925, 7385)
    assert kpis["win_rate"] == pytest.approx(0.496489, abs=5e-7)
    assert kpis["open_amount"] == 27_812_381
    assert float(kpis["weighted_amount"]) == pytest.approx(10_893_405.5)


def test_regional_sales_status_decides_whatever_the_stage(regional):
    assert regional.sql("select count(*) from deals where outcome = 'won' and stage = '3-Propose'") == [(2683,)]
    won = regional.read("deal_list", WHOLE).filter(pl.col("is_won_in_period"), pl.col("stage") == "3-Propose")
    assert won.height == 2683


def test_regional_sales_are_exported_on_the_last_closing_not_an_expected_one(regional):
    assert regional.report.exported_on == dt.date(2021, 11, 10)


def test_regional_sales_territories_and_industries_are_looked_up(regional):
    assert regional.sql(
        "select count(*) from accounts where region similar to '[0-9]+' or industry similar to '[0-9]+'"
    ) == [(0,)]
    assert regional.sql("select count(distinct region) > 3 from accounts") == [(True,)]


def test_regional_sales_regions_add_up(regional):
    assert regional.read("region_performance", WHOLE)["won_amount"].sum() == 26_435_925


@pytest.fixture
def tracking(imported: Importer) -> Imported:
    return imported("ms_opportunity_tracking", "ms_opportunity_tracking")


def test_opportunity_tracking_by_stage(tracking):
    width = tracking.read("funnel_width")
    assert width["stage"].to_list() == ["Lead", "Qualify", "Solution", "Proposal", "Finalize"]
    assert width["deals"].to_list() == [268, 94, 74, 37, 14]
    assert width["amount"].sum() == 2_110_905_127
    assert float(width["weighted_amount"].sum()) == pytest.approx(461_120_880.8)


def test_opportunity_tracking_keeps_both_products_of_one_opportunity(tracking):
    ids = [row[0] for row in tracking.sql("select deal_id from deals where deal_id like '302-%'")]
    assert len(ids) == 2
    assert tracking.sql("select count(distinct deal_id) from deals") == [(487,)]


@pytest.fixture
def loans(imported: Importer) -> Imported:
    return imported("bpic2012", "bpic2012")


APPLIED = Scope(period_start=dt.date(2011, 9, 30), period_end=dt.date(2012, 3, 31))


def test_loans_results(loans):
    kpis = loans.one("kpis", APPLIED)
    assert (kpis["won_deals"], kpis["lost_deals"], kpis["open_deals"]) == (2246, 7635 + 2807, 399)
    assert kpis["win_rate"] == pytest.approx(0.177018, abs=5e-7)
    assert kpis["mean_cycle_days"] == pytest.approx(16.6589, abs=5e-5)
    assert kpis["median_cycle_days"] == pytest.approx(14.4366, abs=5e-5)


def test_loans_declined_and_cancelled_are_told_apart(loans):
    lost = loans.read("deal_list", APPLIED).filter(pl.col("is_lost_in_period"))["close_reason"].value_counts()
    assert dict(lost.iter_rows()) == {"declined": 7635, "cancelled": 2807}


def test_loans_reach_each_stage_as_often_as_their_log_says(loans):
    conversion = loans.read("stage_conversion", APPLIED)
    assert conversion["entered"].to_list() == [13_087, 13_087, 7367, 5113, 5015]
    assert conversion["won"].to_list() == [2246] * 5
    parts = conversion.select(pl.col("advanced") + pl.col("lost") + pl.col("pending")).to_series()
    assert parts.to_list() == conversion["entered"].to_list()


def test_loans_days_in_a_stage(loans):
    days = dict(
        loans.sql(
            """
            with stays as (select distinct deal_no, stage, entered_at, days from stage_stays where days is not null)
            select stage, avg(days)
            from (select deal_no, stage, sum(days) as days from stays group by all)
            group by stage
            """
        )
    )
    assert days["Preaccepted"] == pytest.approx(2.825927, abs=5e-7)
    assert days["Finalized"] == pytest.approx(17.838318, abs=5e-7)


def test_loans_dwell_counts_every_stay(loans):
    dwell = loans.read("stage_dwell", APPLIED)
    assert dwell["stays"].to_list() == [13_087, 13_087, 7367, 5113, 5015]
    assert (dwell["completed_stays"] + dwell["open_stays"]).to_list() == dwell["stays"].to_list()


@pytest.fixture(scope="module")
def developer(imported: Importer) -> Imported:
    return imported(None, "sf_devorg")


@pytest.fixture(scope="module")
def loader() -> Filled:
    return fill([REAL / "sf_data_loader"])


def test_every_row_of_a_salesforce_export_is_accounted_for(developer, loader):
    for each in (*developer.report.files, *loader.report.files):
        assert each.table
        assert each.rows_read == each.rows_accepted + each.rows_refused
        assert each.rows_refused == 0
        assert each.mapping
        assert each.mapping.startswith("Salesforce")


def test_the_flags_of_salesforce_decide_what_is_won(developer):
    counted = dict(developer.sql("select outcome, count(*) from deals group by outcome"))
    kinds = dict(developer.sql("select kind, count(*) from deals join stages using (stage) group by kind"))
    assert counted == kinds
    kpis = developer.one("kpis")
    assert kpis["open_deals"] == counted["open"]


def test_salesforce_stages_are_the_shipped_ones(developer, loader):
    for report in (developer.report, loader.report):
        assert "Salesforce default" in report.stages_from
        assert report.unknown_stages == {}


def test_us_dates_with_times_are_read_by_their_own_evidence(developer):
    [(first, last)] = developer.sql("select min(changed_at), max(changed_at) from deal_history")
    assert first == dt.datetime(2026, 2, 23, 20, 55)
    assert last.year == 2026


def test_a_blank_flag_of_the_data_loader_is_no(loader):
    assert dict(loader.rows("select outcome, count(*) from deals group by outcome")) == {"open": 24, "won": 34}


def test_a_hubspot_object_that_holds_no_deals_is_refused():
    with pytest.raises(ImportProblem, match="No deals"):
        fill([REAL / "hubspot_object"])
