"""A source read by a mapping: what each column needs, its evidence gathered, and the SQL of the finished rows."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatch

import duckdb

from dashboard.importing import columns, tables, values
from dashboard.importing.columns import Column
from dashboard.importing.mapping import Mapping
from dashboard.importing.problems import ImportProblem
from dashboard.importing.presets import kind_of
from dashboard.importing.sources import Source
from dashboard.importing.stages import StageList


@dataclass
class Reading:
    """One (source, mapping). `columns` by our column's name; `flags` are booleans that only make an outcome."""

    number: int
    source: Source
    mapping: Mapping
    columns: dict[str, Column] = field(default_factory=dict)
    flags: dict[str, Column] = field(default_factory=dict)
    joins: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts_broken: bool = True
    first_line: int = 0
    _maps: int = 0

    @property
    def table(self) -> str:
        """The table the rows go to."""
        return self.mapping.table

    @property
    def all_columns(self) -> list[Column]:
        """Columns and flags, in a fixed order."""
        return [*self.columns.values(), *self.flags.values()]

    def map_name(self) -> str:
        """A new name for a temporary map table."""
        self._maps += 1
        return f"map_{self.number}_{self._maps}"

    def label(self, name: str) -> str:
        """The header a column comes from, as the refusal names it."""
        found = self.columns.get(name)
        return found.header if found else name

    @property
    def from_clause(self) -> str:
        """`from … where …` of all its rows: the source with the maps joined."""
        own = [join for column in self.all_columns for join in column.joins]
        return f"from {self.source.table} s {' '.join(dict.fromkeys([*self.joins, *own]))} where {self.where}"

    @property
    def where(self) -> str:
        """Condition on rows that are this mapping's at all."""
        conditions = [self.source.not_blank]
        for header, texts in self.mapping.skip.items():
            listed = ", ".join("'" + text.casefold().replace("'", "''") + "'" for text in texts)
            conditions.append(f"coalesce(lower(s.{self.source.column(header)}::text), '') not in ({listed})")
        return " and ".join(conditions)


def prepare(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    source: Source,
    mapping: Mapping,
    sources: list[Source],
    zone: str,
) -> Reading:
    """Lay out the columns of a mapping and scan the source once for evidence.

    ImportProblem names a header or a required column that the file does not have.
    """
    reading = Reading(number, source, mapping)
    _check_headers(reading)
    known = tables.columns(mapping.table)
    for name in known:
        column = _laid_out(reading, name)
        if column is not None:
            reading.columns[name] = column
    missing = [name for name in tables.required(mapping.table) if name not in reading.columns]
    if missing:
        raise ImportProblem(
            f"{source.name} was read as {mapping.table} but has no column for {', '.join(missing)}. "
            f"Its columns are: {', '.join(source.headers[:12])}{', …' if len(source.headers) > 12 else ''}."
        )
    for name, rule in mapping.rules.items():
        if rule.name == "closed_won_flags" and name in known:
            keys = ("is_closed", "is_won") if len(rule.headers) > 1 else ("is_won",)
            for key, header in zip(keys, rule.headers, strict=True):
                text, type_ = columns.text_of(source, header)
                reading.flags[key] = Column(f"{name}:{key}", "boolean", header, text, type_)
    for column in reading.columns.values():
        if column.name in mapping.lookups:
            _look_up(connection, reading, column, sources)
        if mapping.values.get(column.name):
            given = {columns.word(old): new for old, new in mapping.values[column.name].items()}
            columns.replace_texts(
                connection, source, column, reading.map_name(), reading.joins,
                lambda text, given=given: given.get(columns.word(text), text),
            )  # fmt: skip
    columns.profile(connection, source, reading.all_columns, reading.joins, zone)
    for column in reading.all_columns:
        columns.collect_residue(connection, source, column, reading.joins)
    return reading


def _check_headers(reading: Reading) -> None:
    source, mapping = reading.source, reading.mapping
    absent = sorted(mapping.headers - set(source.headers))
    if absent:
        raise ImportProblem(
            f"{source.name}: {mapping.name} names the column {', '.join(repr(each) for each in absent)}, which the file "
            f"does not have. Its columns are: {', '.join(source.headers[:12])}{', …' if len(source.headers) > 12 else ''}."
        )
    unknown = sorted({*mapping.columns, *mapping.joined, *mapping.constants} - tables.columns(mapping.table).keys())
    if unknown:
        raise ImportProblem(
            f"{source.name}: {mapping.name} fills {', '.join(unknown)}, which {mapping.table} does not have."
        )


def _laid_out(reading: Reading, name: str) -> Column | None:
    """The column's text, before any replacement; None if the mapping does not feed it."""
    source, mapping = reading.source, reading.mapping
    kind = tables.kind(mapping.table, name)
    if name in mapping.joined:
        parts = [f"{columns.text_of(source, header)[0]}::text" for header in mapping.joined[name]]
        return Column(name, kind, " + ".join(mapping.joined[name]), _joined(parts))
    rule = mapping.rules.get(name)
    if rule is not None and rule.name == "when_closed":
        text, type_ = columns.text_of(source, rule.headers[0])
        return Column(name, kind, rule.headers[0], text, type_)
    if name in mapping.columns:
        header = mapping.columns[name]
        text, type_ = columns.text_of(source, header)
        others = [columns.text_of(source, each) for each in mapping.fallbacks.get(name, ())]
        if others:
            same = all(each[1] == type_ for each in others)
            text = f"coalesce({', '.join([text, *(each[0] for each in others)])})" if same else text
        elif name in mapping.constants:
            text, type_ = f"coalesce({text}::text, {_literal(mapping.constants[name])})", "VARCHAR"
        if type_ != "VARCHAR" and not _is_castable(kind, type_):
            text, type_ = f"{text}::text", "VARCHAR"
        return Column(name, kind, header, text, type_)
    if name in mapping.constants:
        return Column(name, kind, name, _literal(mapping.constants[name]))
    return None


def _is_castable(kind: str, sql_type: str) -> bool:
    """Whether a typed source column (Parquet) needs no text in between."""
    if kind in ("instant", "day"):
        return sql_type.startswith(("DATE", "TIMESTAMP"))
    if kind == "boolean":
        return sql_type == "BOOLEAN"
    if kind in ("money", "number", "share"):
        return sql_type.startswith(
            ("DECIMAL", "DOUBLE", "FLOAT", "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "U", "HUGEINT")
        )
    return False


def _joined(parts: list[str]) -> str:
    whole = [f"regexp_replace({part}, '^(\\d{{1,15}})\\.0$', '\\1')" for part in parts]
    return " || '-' || ".join(f"coalesce({part}, '')" for part in whole)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _look_up(connection: duckdb.DuckDBPyConnection, reading: Reading, column: Column, sources: list[Source]) -> None:
    """Put the text another file holds for the key in the key's place."""
    lookup = reading.mapping.lookups[column.name]
    other = next((each for each in sources if fnmatch(each.name.casefold(), lookup.file.casefold())), None)
    if other is None:
        raise ImportProblem(
            f"{reading.source.name}: {column.name} is looked up in {lookup.file}, which was not imported with it."
        )
    for header in (lookup.key, lookup.take):
        if header not in other.headers:
            raise ImportProblem(f"{other.name} has no column {header!r}, in which {column.name} is looked up.")
    sql = f"select {other.column(lookup.key)}::text, {other.column(lookup.take)}::text from {other.table}"
    taken = {_key(row[0]): row[1] or "" for row in connection.execute(sql).fetchall() if row[0] is not None}
    unknown: set[str] = set()

    def take(text: str) -> str:
        if _key(text) not in taken:
            unknown.add(text)
            return text
        return taken[_key(text)]

    columns.replace_texts(connection, reading.source, column, reading.map_name(), reading.joins, take)
    if unknown:
        some = ", ".join(sorted(unknown)[:5])
        reading.notes.append(
            f"{len(unknown)} keys of {column.header} are not in {other.name} and stay as they are: {some}."
        )


def _key(text: str) -> str:
    text = columns.word(text)
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


@dataclass(frozen=True)
class Decisions:
    """What is decided for whole files or tables: order of dates and decimal mark per source, percent per column name."""

    zone: zoneinfo.ZoneInfo
    orders: dict[str, str | None]
    percents: frozenset[tuple[str, str]]
    stages: StageList


def finish(connection: duckdb.DuckDBPyConnection, reading: Reading, decided: Decisions) -> None:
    """Read what SQL could not, by the decisions; afterwards every column has its value's SQL."""
    order = decided.orders.get(reading.source.name)
    for column in reading.all_columns:
        mark = column.decimal_mark
        parsers: dict[str, Callable[[str], object]] = {
            "instant": lambda text: values.instant(text, order, decided.zone),
            "day": lambda text: values.instant(text, order, decided.zone).date(),
            "money": lambda text, mark=mark: values.amount(text, mark),
            "number": lambda text, mark=mark: values.number(text, mark),
            "share": lambda text, mark=mark: values.share(text, mark)[0],
            "boolean": values.boolean,
            "word": lambda text, column=column: _word(text, tables.WORDS[reading.table, column.name]),
        }
        if column.kind in parsers:
            columns.add_map(connection, column, reading.map_name(), parsers[column.kind])
        else:
            column.finish()
        if column.kind == "share":
            _settle_share(reading, column, decided)
    for name, rule in reading.mapping.rules.items():
        if rule.name == "closed_won_flags" and "is_won" in reading.flags:
            _outcome_from_flags(reading, name)
    _canonical_stages(connection, reading, decided)


def share_table(table: str) -> str:
    """The table a share's form is decided with: deals and their history count as one."""
    return "deals" if table == "deal_history" else table


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


def _canonical_stages(connection: duckdb.DuckDBPyConnection, reading: Reading, decided: Decisions) -> None:
    """Give stages and pipelines the names of the stage list, and a date that only closed deals have its condition."""
    pipeline = reading.columns.get("pipeline")
    named = f"{pipeline.text}::text" if pipeline else "null::text"
    for name in ("stage", "old_stage"):
        column = reading.columns.get(name)
        if column is None or column.kind != "stage" or not column.nonblank:
            continue
        pairs = connection.execute(f"select distinct {named}, {column.text}::text {reading.from_clause}").fetchall()
        kinds, changed = [], []
        for pipeline_name, text in pairs:
            if text is None:
                continue
            new = decided.stages.canonical(pipeline_name, text) or text
            kinds.append((pipeline_name, text, _stage_kind(decided.stages, pipeline_name, new)))
            if new != text:
                changed.append((pipeline_name, text, new))
        kind = None
        if name == "stage" and any(rule.name == "when_closed" for rule in reading.mapping.rules.values()):
            kind = _pair_map(connection, reading, column, named, kinds)
        if changed:
            column.value = f"coalesce({_pair_map(connection, reading, column, named, changed)}, {column.value})"
        if kind:
            _only_when_closed(reading, kind)
    if pipeline and pipeline.nonblank:
        canonical = decided.stages.canonical_pipeline
        columns.replace_texts(
            connection,
            reading.source,
            pipeline,
            reading.map_name(),
            reading.joins,
            lambda text: canonical(text) or text,
        )
        pipeline.finish()


def _pair_map(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    column: Column,
    pipeline: str,
    rows: list[tuple[str | None, str, str]],
) -> str:
    """Join values by pipeline and text, since one name may mean different stages in two pipelines; SQL of the value."""
    name = reading.map_name()
    connection.execute(f"create or replace temp table {name} (pipeline text, text text, value text)")
    connection.executemany(f"insert into {name} values (?, ?, ?)", rows)
    column.joins.append(
        f"left join {name} on {name}.text = {column.text}::text and {name}.pipeline is not distinct from {pipeline}"
    )
    return f"{name}.value"


def _stage_kind(stages: StageList, pipeline: str | None, stage: str) -> str:
    listed = stages.pipeline(pipeline)
    known = next((each.kind for each in listed.stages if each.name == stage), None) if listed else None
    return known or kind_of(stage)


def _only_when_closed(reading: Reading, kind_of_stage: str) -> None:
    outcome = reading.columns.get("outcome")
    state = f"coalesce({outcome.value}, {kind_of_stage})" if outcome else kind_of_stage
    for name, rule in reading.mapping.rules.items():
        if rule.name == "when_closed":
            column = reading.columns[name]
            column.value = f"case when {state} in ('won', 'lost') then {column.value} end"
