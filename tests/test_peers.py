"""One member against the rest: the tests agree with other people's implementations of them."""

import math
from random import Random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import catalog
from dashboard.database import Database
from tests.oracle.peers import holm, log_rank, two_proportion_z

STAYS = st.lists(st.tuples(st.integers(0, 30).map(float), st.booleans()), min_size=10, max_size=40)


@pytest.fixture(scope="module")
def lifelines():
    # Not above: it takes seconds to load, which every worker would spend that only looks for tests.
    return pytest.importorskip("lifelines.statistics")


@pytest.fixture(scope="module")
def macros():
    with duckdb.connect() as opened:
        for name in ("normal_tails", "two_sided_p", "two_proportion_z"):
            opened.execute(catalog.query(name).sql)
        yield opened


@pytest.fixture(scope="module")
def company(sample_company):
    with Database(sample_company.current()) as opened:
        yield opened


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(STAYS, STAYS)
def test_the_log_rank_test_is_that_of_lifelines(lifelines, stays, others):
    found = log_rank(stays, others)
    days, ended = zip(*stays, strict=True)
    other_days, other_ended = zip(*others, strict=True)
    expected = lifelines.logrank_test(days, other_days, ended, other_ended).test_statistic
    assert (found or 0) ** 2 == pytest.approx(expected if math.isfinite(expected) else 0, abs=1e-6)


def test_the_dwell_of_every_member_is_tested_as_lifelines_does(lifelines, company):
    stays = company.read("stage_stay_list").rows(named=True)
    compared = company.read("peer_comparison", where={"measure": "median_days"}).rows(named=True)
    tested = [row for row in compared if row["statistic"] is not None]
    assert {"region", "rep", "product_line"} <= {row["dimension"] for row in tested}
    for row in Random(1).sample(tested, 12):
        here = [each for each in stays if (each["pipeline"], each["stage"]) == (row["pipeline"], row["stage"])]
        own = [each for each in here if each[row["dimension"]] == row["name"]]
        rest = [each for each in here if each[row["dimension"]] != row["name"]]
        assert (row["sample"], row["rest_sample"]) == (len(own), len(rest))
        found = lifelines.logrank_test(
            *([each["observed_days"] for each in part] for part in (own, rest)),
            *([each["is_completed"] for each in part] for part in (own, rest)),
        )
        assert row["statistic"] ** 2 == pytest.approx(found.test_statistic)
        assert row["p_value"] == pytest.approx(found.p_value, rel=1e-6)


def test_shares_are_compared_by_the_pooled_z(macros):
    # 30 of 60 against 20 of 80: pooled 50/140, z = 0.25 / sqrt(50/140 × 90/140 × (1/60 + 1/80)) = 3.0551
    [(found,)] = macros.sql("select two_proportion_z(30, 60, 20, 80)").fetchall()
    assert (
        found
        == pytest.approx(0.25 / math.sqrt(50 / 140 * 90 / 140 * (1 / 60 + 1 / 80)))
        == two_proportion_z(30, 60, 20, 80)
    )
    assert found == pytest.approx(3.0551, abs=1e-4)


@pytest.mark.parametrize("counts", [(5, 9, 30, 60), (30, 60, 5, 9), (12, 12, 40, 40), (0, 12, 0, 40)])
def test_few_cases_and_shares_that_never_vary_are_not_tested(macros, counts):
    assert macros.sql(f"select two_proportion_z{counts}").fetchall() == [(None,)]


def test_the_probability_of_a_z_is_that_of_the_normal_distribution(macros):
    for z, p in macros.sql("select z / 10, two_sided_p(z / 10) from range(-60, 61) as places (z)").fetchall():
        assert p == pytest.approx(math.erfc(abs(z) / math.sqrt(2)), rel=2e-7)


def test_the_more_is_tested_the_less_is_beyond_chance():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == pytest.approx([1, 1])


def test_rates_are_those_of_the_other_pages(company):
    rows = company.read("peer_comparison", where={"dimension": "region", "measure": "win_rate"}).rows(named=True)
    rates = {row["name"]: row["value"] for row in rows}
    regions = company.read("region_performance").rows(named=True)
    assert rates == {row["region"]: row["win_rate"] for row in regions if row["win_rate"] is not None}
    split = company.read("funnel_split", where={"dimension": "team"}).rows(named=True)
    conversions = {
        (row["name"], row["pipeline"], row["stage"], "resolved_conversion"): row["resolved_conversion"] for row in split
    }
    medians = {(row["name"], row["pipeline"], row["stage"], "median_days"): row["median_days"] for row in split}
    for row in company.read("peer_comparison", where={"dimension": "team"}).rows(named=True):
        if row["measure"] != "win_rate":
            key = row["name"], row["pipeline"], row["stage"], row["measure"]
            assert row["value"] == (conversions | medians)[key]
