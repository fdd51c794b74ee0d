"""Readings finished by the decisions: what SQL could not read is read, shares are fractions, outcomes are made."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import duckdb

from dashboard.importing import columns, dates, stage_names, tables, values
from dashboard.importing.columns import Column
from dashboard.importing.frames import literal
from dashboard.importing.reading import Decisions, Reading, share_table

_LONGEST_MONTH, _LONGEST_QUARTER = 31, 92
# Statuses that give no reason.
_PLAINLY_LOST = (
    "lost", "lose", "closed lost", "closed-lost", "closed", "false", "0", "no", "失败", "输单", "丢单", "已输单",
    "已丢单", "无效", "作废", "关闭", "已关闭",
)  # fmt: skip


def finish(connection: duckdb.DuckDBPyConnection, reading: Reading, decided: Decisions) -> None:
    """Read what SQL could not, by the decisions; afterwards every column has its value's SQL."""
    order = decided.orders.get(reading.source.name)
    for column in reading.all_columns:
        mark = column.decimal_mark
        parsers: dict[str, Callable[[str], object]] = {
            "instant": partial(dates.instant, order=order, zone=decided.zone, epoch=reading.source.epoch),
            "day": partial(dates.day, order=order, zone=decided.zone, epoch=reading.source.epoch),
            "money": partial(values.amount, decimal_mark=mark),
            "number": partial(values.number, decimal_mark=mark),
            "rate": partial(values.number, decimal_mark=mark),
            "share": partial(_share, decimal_mark=mark),
            "boolean": values.boolean,
            "word": partial(_word, known=tables.WORDS.get((reading.table, column.name), ())),
        }
        if column.kind in parsers:
            is_required = column.name in tables.required(reading.table)
            empty = columns.add_map(connection, column, reading.map_name(), parsers[column.kind], is_required)
            if empty:
                shown = ", ".join(f'"{text}"' for text in empty[:3]) + (", …" if len(empty) > 3 else "")
                reading.notes.append(f"Read as empty in {column.header}: {shown}.")
        else:
            column.finish()
        if column.kind == "share":
            _settle_share(reading, column, decided)
    for name, rule in reading.mapping.rules.items():
        if rule.name == "closed_won_flags" and "is_won" in reading.flags:
            _outcome_from_flags(reading, name)
        if rule.name == "period_end" and name in reading.columns:
            _last_day(connection, reading, reading.columns[name])
    _keep_why_lost(reading)
    stage_names.settle(connection, reading, decided.stages)


def _keep_why_lost(reading: Reading) -> None:
    """A status that says more than lost (Cancelled, 客户放弃) is the reason where the deal has none."""
    outcome = reading.columns.get("outcome")
    if reading.table != "deals" or outcome is None or outcome.header not in reading.source.headers:
        return
    status = f"s.{reading.source.column(outcome.header)}::text"
    plain = ", ".join(map(literal, _PLAINLY_LOST))
    told = f"case when {outcome.value} = 'lost' and lower({status}) not in ({plain}) then {status} end"
    reason = reading.columns.get("close_reason")
    if reason is not None:
        reason.value = f"coalesce({reason.value}, {told})"
    elif outcome.kind == "word":
        reading.columns["close_reason"] = Column("close_reason", "made", outcome.header, "null::text", value=told)


def _share(text: str, decimal_mark: str) -> object:
    return values.share(text, decimal_mark)[0]


def _settle_share(reading: Reading, column: Column, decided: Decisions) -> None:
    hundred = (share_table(reading.table), column.name) in decided.percents
    raw = column.value
    column.value = f"({raw})::double{' / 100' if hundred else ''}"
    limit = 100 if hundred else 1
    is_inside = not column.residue and (column.least or 0) >= 0 and (column.largest or 0) <= limit
    if column.name == "probability" and not is_inside:
        outside = f"case when {raw} not between 0 and {limit} then 'is not between 0 and 100 %' end"
        column.reason = f"coalesce({column.reason}, {outside})" if column.reason else outside


def _word(text: str, known: tuple[str, ...]) -> str:
    found = columns.word(text)
    # "Lost - declined" says more than is asked.
    found = next((each for each in known if re.match(rf"{each}\s*[-–—/:,(]", found)), found)
    if found not in known:
        raise values.UnreadableError(f"is none of {', '.join(known)}; say under [[mapping]] values what it means")
    return found


def _outcome_from_flags(reading: Reading, name: str) -> None:
    won, closed = reading.flags["is_won"], reading.flags.get("is_closed")
    sql = f"case when {won.value} then 'won' end"
    if closed is not None:
        sql = f"case when {won.value} then 'won' when {closed.value} then 'lost' else 'open' end"
    reading.columns[name] = Column(name, "made", won.header, "null::text", value=sql)


def _last_day(connection: duckdb.DuckDBPyConnection, reading: Reading, column: Column) -> None:
    """Make the first day of a period its last: a month's, quarter's or year's, by the shortest gap in the file."""
    gaps = f"select distinct {column.value} as day {reading.from_clause}"
    sql = f"select min(gap) from (select date_diff('day', lag(day) over (order by day), day) as gap from ({gaps}))"
    found = connection.execute(sql).fetchone()
    gap = (found[0] if found else None) or 0
    months = 1 if gap <= _LONGEST_MONTH else 3 if gap <= _LONGEST_QUARTER else 12
    column.value = f"last_day(({column.value} + interval {months - 1} month)::date)"
