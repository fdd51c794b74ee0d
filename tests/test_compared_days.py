"""The period before, the same period last year, and the day in each that answers to the as-of day."""

import datetime as dt

import duckdb
import pytest

from dashboard import catalog, installing
from tests.oracle.calendar import add_months, compared_as_of, period_before

DAYS = ("previous_start", "previous_end", "previous_as_of", "last_year_start", "last_year_end", "last_year_as_of")
CHOSEN = ("comparison_start", "comparison_end", "comparison_as_of")
MACROS = (*DAYS, *CHOSEN, "comparison", "period_start", "period_end", "period_months", "as_of", "compared_as_of")


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as opened:
        for name, value in {
            "exported_on": "date '2026-03-31'",
            "default_period_start": "date '2025-04-01'",
            "default_period_end": "date '2026-03-31'",
            "fiscal_year_start_month": "4",
        }.items():
            opened.execute(f"create macro {name}() as {value}")
        installing.execute(opened, [catalog.query(name) for name in MACROS])
        yield opened


def _compared(connection, start, end, as_of=None):
    cursor = connection.cursor()
    for name, day in (("period_start", start), ("period_end", end), ("as_of", as_of)):
        if day:
            cursor.execute(f"set variable {name} = ?", [dt.date.fromisoformat(day)])
    [row] = cursor.sql(f"select {', '.join(f'{name}()::text' for name in DAYS)}").fetchall()
    return dict(zip(DAYS, row, strict=True))


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-02-28")),
        (("2024-03-01", "2024-03-31"), ("2024-02-01", "2024-02-29")),
        (("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31")),
        (("2025-04-01", "2026-03-31"), ("2024-04-01", "2025-03-31")),
        # February to April is no fiscal quarter where the year begins in April: as many days before.
        (("2026-02-01", "2026-04-30"), ("2025-11-04", "2026-01-31")),
        # Nor is a calendar year a fiscal one.
        (("2025-01-01", "2025-12-31"), ("2024-01-02", "2024-12-31")),
        (("2026-03-10", "2026-03-19"), ("2026-02-28", "2026-03-09")),
        (("2026-03-10", "2026-03-10"), ("2026-03-09", "2026-03-09")),
    ],
)
def test_a_whole_month_quarter_or_fiscal_year_follows_the_one_before_any_other_as_many_days(connection, period, before):
    found = _compared(connection, *period)
    assert (found["previous_start"], found["previous_end"]) == before


def test_the_default_period_is_compared_too(connection):
    assert _compared(connection, None, None) == {
        "previous_start": "2024-04-01",
        "previous_end": "2025-03-31",
        "previous_as_of": "2025-03-31",
        "last_year_start": "2024-04-01",
        "last_year_end": "2025-03-31",
        "last_year_as_of": "2025-03-31",
    }


def test_last_year_of_29_february_is_the_28th(connection):
    found = _compared(connection, "2024-02-29", "2024-02-29")
    assert (found["last_year_start"], found["last_year_end"]) == ("2023-02-28", "2023-02-28")


def test_a_running_period_is_compared_at_the_same_day_number(connection):
    found = _compared(connection, "2026-03-01", "2026-03-31", "2026-03-10")
    assert (found["previous_as_of"], found["last_year_as_of"]) == ("2026-02-10", "2025-03-10")


def test_the_same_day_number_is_at_most_the_last_day_of_the_shorter_month(connection):
    assert _compared(connection, "2026-03-01", "2026-03-31", "2026-03-30")["previous_as_of"] == "2026-02-28"


def test_a_period_known_later_is_compared_as_much_later(connection):
    found = _compared(connection, "2026-02-01", "2026-02-28", "2026-03-10")
    assert (found["previous_as_of"], found["last_year_as_of"]) == ("2026-02-10", "2025-03-10")


def test_every_period_and_day_agrees_with_the_second_computation(connection):
    first = dt.date(2023, 12, 30)
    for offset in range(0, 800, 61):
        start = first + dt.timedelta(days=offset)
        month = start.replace(day=1)
        for begin, end in (
            (start, start + dt.timedelta(days=offset % 97)),
            *((month, add_months(month, months) - dt.timedelta(days=1)) for months in (1, 3, 12)),
        ):
            for as_of in (begin - dt.timedelta(days=3), begin + (end - begin) // 2, end, end + dt.timedelta(days=40)):
                previous = period_before(begin, end, 4)
                year = (add_months(begin, -12), add_months(end, -12))
                expected = (
                    *previous,
                    compared_as_of(begin, end, as_of, *previous),
                    *year,
                    compared_as_of(begin, end, as_of, *year),
                )
                found = _compared(connection, begin.isoformat(), end.isoformat(), as_of.isoformat())
                assert tuple(found.values()) == tuple(map(str, expected)), (begin, end, as_of)


@pytest.mark.parametrize(
    ("choice", "days"),
    [
        (None, ("2026-02-01", "2026-02-28", "2026-02-10")),
        ("previous", ("2026-02-01", "2026-02-28", "2026-02-10")),
        ("last_year", ("2025-03-01", "2025-03-31", "2025-03-10")),
        ("none", (None, None, None)),
    ],
)
def test_the_compared_days_are_those_the_reader_chose(connection, choice, days):
    cursor = connection.cursor()
    for name, value in {"period_start": "2026-03-01", "period_end": "2026-03-31", "as_of": "2026-03-10"}.items():
        cursor.execute(f"set variable {name} = ?", [dt.date.fromisoformat(value)])
    if choice:
        cursor.execute("set variable comparison = ?", [choice])
    assert cursor.sql(f"select {', '.join(f'{name}()::text' for name in CHOSEN)}").fetchall() == [days]
