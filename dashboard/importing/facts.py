"""Facts about an import as literal macros: constants that fold inside the views."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from dashboard.importing import frames
from dashboard.playbook import Playbook
from dashboard.settings import Settings

_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
# Days on which something has happened; an expected close or a planned activity has not.
_HAPPENED = """
    select created_at from deals
    union all select closed_at from deals
        left join (select stage, min(kind) as kind from stages group by stage) using (stage)
        where coalesce(outcome, kind) in ('won', 'lost')
    union all select changed_at from deal_history
    union all select created_at from leads
    union all select occurred_at from activities where coalesce(lower(outcome), '') <> 'planned'
    union all select received_date from payments
"""


@dataclass(frozen=True)
class Facts:
    """What the macros say. `default_pipeline` is the first configured one."""

    exported_on: dt.date
    imported_at: dt.datetime
    default_pipeline: str
    tables: tuple[str, ...]
    settings: Settings


def exported_on(
    connection: duckdb.DuckDBPyConnection, given: dt.date | None, file_names: Iterable[str], today: dt.date
) -> dt.date:
    """The day of the export: as given, else the latest in a file name, else the last day on which something happened.

    Days after today are no evidence; without any evidence it is today.
    """
    if given is not None:
        return given
    named = [day for name in file_names for day in dates_in(name) if day <= today]
    if named:
        return max(named)
    found = connection.execute(
        f"select max(happened::date) from ({_HAPPENED}) as all_days(happened) where happened::date <= {_date(today)}"
    ).fetchone()
    return found[0] if found and found[0] else today


def dates_in(name: str) -> list[dt.date]:
    """Days written in a file name as 2024-03-31 or 20240331."""
    days = []
    for year, month, day in _IN_NAME.findall(name):
        try:
            days.append(dt.date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days


def fiscal_year(day: dt.date, start_month: int) -> tuple[dt.date, dt.date]:
    """First and last day of the fiscal year a day lies in."""
    start = dt.date(day.year - (day.month < start_month), start_month, 1)
    return start, dt.date(start.year + 1, start_month, 1) - dt.timedelta(days=1)


def write(connection: duckdb.DuckDBPyConnection, facts: Facts) -> None:
    """Create the macros; the tables must be filled."""
    reporting, rules, judged = facts.settings.reporting, facts.settings.rules, facts.settings.playbook
    start, end = fiscal_year(facts.exported_on, reporting.fiscal_year_start_month)
    values = {
        "exported_on()": _date(facts.exported_on),
        "default_period_start()": _date(start),
        "default_period_end()": _date(end),
        "has_table(name)": f"name in ({', '.join(map(_text, facts.tables)) or 'null'})",
        "reporting_currency()": _text(reporting.currency or _usual_currency(connection)),
        "fiscal_year_start_month()": str(reporting.fiscal_year_start_month),
        "week_start()": _text(reporting.week_start),
        "thin_sample()": str(rules.thin_sample),
        "coverage_target()": f"{rules.coverage_target}::double",
        "first_response_hours()": f"{rules.first_response_hours}::double",
        "cycle_basis_wins()": str(rules.cycle_basis_wins),
        "attribution_window_days()": str(rules.attribution_window_days),
        "cooling_off_days()": str(rules.cooling_off_days),
        "stale_after_days()": str(rules.stale_after_days),
        "quiet_days()": str(rules.quiet_days),
        "shape_middle_from()": f"{judged.middle_from}::double",
        "shape_late_from()": f"{judged.late_from}::double",
        **{
            f"ideal_{part}_share()": f"{share}::double"
            for part, share in zip(("early", "middle", "late"), judged.ideal_shares, strict=True)
        },
        "default_pipeline()": _text(facts.default_pipeline),
        "imported_at()": f"timestamp '{facts.imported_at:%Y-%m-%d %H:%M:%S}'",
        "time_zone()": _text(reporting.time_zone),
    }
    for name, value in values.items():
        connection.execute(f"create or replace macro {name} as {value}")
    write_times(connection)


def write_times(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the macro has_times(), again whenever the history has changed."""
    has_times = "true" if _has_times(connection) else "false"
    connection.execute(f"create or replace macro has_times() as {has_times}")


def judge(connection: duckdb.DuckDBPyConnection, playbook: Playbook) -> None:
    """Fill the tables of what to do about shapes and of the group of every reason; deals must be filled."""
    frames.insert(connection, "shape_advice", [(shape, each.en, each.zh) for shape, each in playbook.advice.items()])
    given = connection.execute(
        "select distinct close_reason from deals where close_reason is not null order by 1"
    ).fetchall()
    frames.insert(connection, "reason_groups", [(reason, playbook.group_of(reason)) for (reason,) in given])


def _has_times(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether history (without one: creation and closing) is known by the time of day."""
    any_time = "select coalesce(bool_or({0} <> date_trunc('day', {0})), false) from {1}"
    if _one(connection, "select count(*) > 0 from deal_history"):
        return bool(_one(connection, any_time.format("changed_at", "deal_history")))
    return all(_one(connection, any_time.format(column, "deals")) for column in ("created_at", "closed_at"))


def _usual_currency(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The currency most amounts have; None where no deal names one."""
    found = connection.execute(
        """select currency from deals where amount is not null and currency is not null
        group by currency order by count(*) desc, currency limit 1"""
    ).fetchone()
    return found[0] if found else None


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> object:
    found = connection.execute(sql).fetchone()
    return found[0] if found else None


def _date(day: dt.date) -> str:
    return f"date '{day.isoformat()}'"


def _text(value: str | None) -> str:
    return "null::text" if value is None else "'" + value.replace("'", "''") + "'"
