"""What whole files decide together: the order of day and month, percent or fraction, the list of stages."""

from __future__ import annotations

import zoneinfo
from collections import Counter
from fnmatch import fnmatch

import duckdb

from dashboard.importing import dates, stages, values
from dashboard.importing.columns import Column
from dashboard.importing.problems import ImportProblem
from dashboard.importing.reading import Decisions, Reading, share_table
from dashboard.settings import Settings

ORDERS = {"ymd": "year first", "dmy": "day first", "mdy": "month first"}
_MANY_DAYS = 20


def decide(
    connection: duckdb.DuckDBPyConnection,
    readings: list[Reading],
    settings: Settings,
    exported_stages: list[dict[str, str]],
) -> Decisions:
    """Weigh the evidence of all readings. ImportProblem asks for what the files do not tell, all questions at once."""
    problems: list[str] = []
    orders = {}
    for name in dict.fromkeys(each.source.name for each in readings):
        ours = [each for each in readings if each.source.name == name]
        try:
            orders[name] = date_order(name, ours, settings)
            _settle_decimal_marks(name, ours, settings)
        except ImportProblem as problem:
            problems += problem.messages
    if problems:
        raise ImportProblem(*problems)
    crm = Counter(each.mapping.crm for each in readings if each.table == "deals").most_common(1)[0][0]
    chosen = stages.choose(settings, crm, stages_used(connection, readings), exported_stages or None)
    return Decisions(zoneinfo.ZoneInfo(settings.reporting.time_zone), orders, percents(readings), chosen)


def date_order(name: str, readings: list[Reading], settings: Settings) -> str | None:
    """The order of day and month in a file: the settings', else what its dates prove; None where none is in doubt."""
    given = [each.mapping.date_order for each in readings if each.mapping.date_order]
    given += [
        each.date_order
        for each in settings.mappings
        if each.date_order and fnmatch(name.casefold(), each.file.casefold())
    ]
    if given:
        return given[0]
    doubtful = [
        (text, orders, column.header)
        for reading in readings
        for column in reading.all_columns
        if column.kind in ("instant", "day")
        for text in column.residue
        if (orders := dates.possible_orders(text))
    ]
    if not doubtful:
        return None
    texts = [text for text, _, _ in doubtful]
    possible = frozenset(ORDERS).intersection(*(orders for _, orders, _ in doubtful))
    possible -= {order for order in possible if not _has_narrow_years(texts, order, possible)}
    if len(possible) == 1:
        return next(iter(possible))
    choices = " or ".join(
        f'"{order}" ({words})' for order, words in ORDERS.items() if order in possible or not possible
    )
    doubt = "has dates in more than one order"
    if possible:
        text, _, header = next(each for each in doubtful if len(each[1]) > 1)
        doubt = f'does not tell how to read "{text}" in {header}'
    raise ImportProblem(
        f'{name} {doubt}; say which in funnel.toml: [[mapping]] file = "{name}" date_order = {choices}.'
    )


def _has_narrow_years(texts: list[str], order: str, possible: frozenset[str]) -> bool:
    """Whether two-digit years stand where an order has them: years of an export are few, its days are many."""
    if "ymd" not in possible or len(possible) == 1:
        return True
    triples = [each for text in texts if (each := dates.parts(text))]
    first = {int(each[0]) for each in triples}
    last = {int(each[2]) for each in triples}
    years, days = (first, last) if order == "ymd" else (last, first)
    return max(years) - min(years) < _MANY_DAYS or max(days) - min(days) >= max(years) - min(years)


def _settle_decimal_marks(name: str, readings: list[Reading], settings: Settings) -> None:
    given = [
        each.decimal_mark
        for each in settings.mappings
        if each.decimal_mark and fnmatch(name.casefold(), each.file.casefold())
    ]
    for reading in readings:
        for column in reading.all_columns:
            if column.decimal_mark == "?" and given:
                column.decimal_mark = given[0]
            if column.decimal_mark == "?":
                example = next(text for text in column.residue if values.decimal_mark_of(text) == "?")
                raise ImportProblem(
                    f'{name} does not tell whether "{example}" in {column.header} has decimals or groups thousands; '
                    f'say so in funnel.toml: [[mapping]] file = "{name}" decimal_mark = "." or ",".'
                )


def percents(readings: list[Reading]) -> frozenset[tuple[str, str]]:
    """The (table, column) whose shares are percent: any above 1 or with a % sign. Deals and history count as one."""
    found: set[tuple[str, str]] = set()
    for reading in readings:
        for column in reading.all_columns:
            if column.kind == "share" and _is_percent(column):
                found.add((share_table(reading.table), column.name))
    return frozenset(found)


def _is_percent(column: Column) -> bool:
    if column.largest is not None and column.largest > 1:
        return True
    for text in column.residue:
        try:
            value, has_sign = values.share(text, column.decimal_mark)
        except values.UnreadableError:
            continue
        if has_sign or value > 1:
            return True
    return False


def stages_used(connection: duckdb.DuckDBPyConnection, readings: list[Reading]) -> stages.Used:
    """How many rows name each (pipeline, stage), as exported."""
    used: Counter[tuple[str | None, str]] = Counter()
    for reading in readings:
        if reading.table not in ("deals", "deal_history"):
            continue
        pipeline = reading.columns.get("pipeline")
        named = f"{pipeline.text}::text" if pipeline else "null::text"
        for name in ("stage", "old_stage"):
            column = reading.columns.get(name)
            if column is None:
                continue
            sql = f"select {named}, {column.text}::text, count({column.text}) {reading.from_clause} group by 1, 2"
            for pipeline_name, stage, rows in connection.execute(sql).fetchall():
                if stage is not None:
                    used[pipeline_name, stage] += rows
    return dict(used)
