"""Every measure says what its cases in `tests/metrics` expect, and NULL (or 0, where it counts) of nothing."""

from pathlib import Path

import duckdb
import pytest

from dashboard import catalog, installing

CASES = Path(__file__).parent / "metrics"
MEASURES = [each.name for each in catalog.queries("metrics")]


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as opened:
        installing.install(opened, "metrics")
        yield opened


def test_every_measure_has_cases_and_no_case_is_without_a_measure():
    assert sorted(path.stem for path in CASES.glob("*.sql")) == sorted(MEASURES)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_says_what_its_cases_expect(connection, name):
    cases = connection.sql((CASES / f"{name}.sql").read_text(encoding="utf-8")).fetchall()
    assert len(cases) >= 2
    for given, expected, found in cases:
        assert found == (None if expected is None else pytest.approx(float(expected))), given


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_whose_header_speaks_of_null_has_a_case_of_it(connection, name):
    measure = catalog.measure(name)
    if "NULL" in measure.header["about"] or measure.header["unit"] in ("rate", "ratio", "days"):
        cases = connection.sql((CASES / f"{name}.sql").read_text(encoding="utf-8")).fetchall()
        assert None in [expected for _, expected, _ in cases]
