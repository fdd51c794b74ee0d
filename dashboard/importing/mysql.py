"""MySQL and MariaDB, through PyMySQL: rows are streamed as the texts the server sends."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dashboard.addresses import Address
from dashboard.importing import live_faults
from dashboard.importing.live_sessions import (
    BINARY,
    DECIMAL,
    JSON,
    TEXT,
    Field,
    bare,
    quoted,
    quoted_table,
    write_lines,
)
from dashboard.importing.problems import ImportProblem

_BATCH = 10_000
_MARK = "`"
# The protocol's numbers of types; texts and binaries share theirs.
_TYPES = {
    1: "BIGINT",
    2: "BIGINT",
    3: "BIGINT",
    4: "DOUBLE",
    5: "DOUBLE",
    7: "TIMESTAMP WITH TIME ZONE",
    8: "BIGINT",
    9: "BIGINT",
    10: "DATE",
    12: "TIMESTAMP",
    13: "BIGINT",
    16: "BIGINT",
    245: JSON,
}
_DECLARED = {"json": JSON, "timestamp": "TIMESTAMP WITH TIME ZONE", "datetime": "TIMESTAMP", "date": "DATE"}
_TIMESTAMP, _BIT = 7, 16
_DECIMALS = (0, 246)
_UNSIGNED, _BINARY_CHARSET = 32, 63
_TEXTS = (15, 249, 250, 251, 252, 253, 254)
_GEOMETRY = 255
_TABLES = """
    select table_name, column_name, data_type from information_schema.columns
    where table_schema = database() order by table_name, ordinal_position"""
_KEY = """
    select column_name from information_schema.key_column_usage
    where table_schema = coalesce(nullif(%s, ''), database()) and table_name = %s and constraint_name = 'PRIMARY'
    order by ordinal_position"""


class MysqlSession:
    """See `Session`. DATETIME is as written, TIMESTAMP an instant, a day of zeros no date."""

    def __init__(self, address: Address, timeout_seconds: int, connect_seconds: int) -> None:
        try:
            import pymysql
        except ImportError:
            raise live_faults.no_driver(address) from None
        self._driver: Any = pymysql
        self._address, self._seconds, self._made = address, timeout_seconds, set[str]()
        given: dict[str, Any] = {"host": address.host or "localhost", "user": address.user, **address.parameters}
        try:
            self._connection = pymysql.connect(
                **{key: value for key, value in given.items() if value},
                port=address.port or 3306,
                password=address.password or os.environ.get("MYSQL_PWD", ""),
                database=address.database,
                charset="utf8mb4",
                connect_timeout=connect_seconds,
                read_timeout=timeout_seconds + connect_seconds,
                autocommit=True,
                conv={},
                cursorclass=pymysql.cursors.SSCursor,
            )
        except (pymysql.MySQLError, OSError, RuntimeError) as error:
            raise self._not_connected(error, connect_seconds) from None
        with self._explained(""):
            self._run("set session time_zone = '+00:00'")
            self._run(f"set session net_write_timeout = {max(timeout_seconds, 60)}")
            self._run(f"set session lock_wait_timeout = {connect_seconds}")
            self._limit_time()
            self._run("set session transaction isolation level repeatable read")
            self._run("set session transaction read only")
            self._run("start transaction with consistent snapshot, read only")

    def tables(self) -> dict[str, list[Field]]:
        found: dict[str, list[Field]] = {}
        with self._explained(""):
            for table, column, type_ in self._run(_TABLES):
                kind = BINARY if "blob" in type_ or "binary" in type_ else _DECLARED.get(type_, TEXT)
                found.setdefault(table, []).append(Field(column, kind))
        return found

    def select(self, table: str) -> str:
        columns = [quoted(each.name, _MARK) for each in self.tables().get(table, []) if each.type != BINARY]
        schema, _, name = table.rpartition(".")
        with self._explained(table):
            key = [quoted(row[0], _MARK) for row in self._run(_KEY, (schema, name))]
        order = f" order by {', '.join(key)}" if key else ""
        made = f"select {', '.join(columns) or '*'} from {quoted_table(table, _MARK)}{order}"
        self._made.add(made)
        return made

    def copy(self, what: str, query: str, target: Path, tell: Callable[[int], None]) -> list[Field]:
        with self._explained(what), self._connection.cursor() as cursor:
            # as a part of another query it can be nothing but a query, and has no `into outfile`
            cursor.execute(query if query in self._made else f"select * from (\n{bare(query)}\n) as asked")
            found = cursor._result.fields
            fields = [Field(each.name, _type(each)) for each in found]
            codes = [each.type_code for each in found]

            def batches() -> Iterator[list[list[str | None]]]:
                while rows := cursor.fetchmany(_BATCH):
                    yield [[_text(cell, code) for cell, code in zip(row, codes, strict=True)] for row in rows]

            write_lines(batches(), target, tell)
        return fields

    def close(self) -> None:
        # `close` would read the rest of an answer that was given up
        self._connection._force_close()

    def _run(self, sql: str, values: tuple[str, ...] | None = None) -> list[tuple[str, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [tuple(_text(cell) or "" for cell in row) for row in cursor.fetchall()]

    def _limit_time(self) -> None:
        """Give every query its time: MySQL and MariaDB name it differently."""
        try:
            self._run(f"set session max_statement_time = {self._seconds}")
        except self._driver.MySQLError:
            self._run(f"set session max_execution_time = {self._seconds * 1000}")

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        try:
            yield
        except (self._driver.MySQLError, OSError) as error:
            raise self._problem(error, what) from None

    def _problem(self, error: Any, what: str) -> ImportProblem:
        code, address = _code(error), self._address
        if code in (1146, 1049):
            return live_faults.no_table(address, what)
        if code in (1142, 1143, 1044, 1227, 1370):
            return live_faults.forbidden(address, what)
        if code in (1792, 1290):
            return live_faults.write(address, what)
        if code == 1064 and _looks_like_write(error):
            return live_faults.write(address, what)
        if code in (1969, 3024, 1205):
            return live_faults.slow(address, what, self._seconds)
        if code in (0, 1053, 1927, 2006, 2013) or isinstance(error, OSError):
            return live_faults.lost(address, what)
        return live_faults.wrong(address, what, str(error.args[-1]))

    def _not_connected(self, error: Any, seconds: int) -> ImportProblem:
        code, address = _code(error), self._address
        if code == 1049:
            return live_faults.no_database(address)
        if code in (1044, 1045, 1698):
            has_password = bool(address.password or os.environ.get("MYSQL_PWD"))
            return live_faults.rejected(address) if has_password else live_faults.no_password(address)
        if code in (2003, 2005, 2013) and "timed out" in str(error):
            return live_faults.unreachable(address, f"no answer within {seconds} seconds")
        if "Name or service not known" in str(error) or "name resolution" in str(error):
            return live_faults.unreachable(address, "nobody knows that host")
        if code == 2003 or isinstance(error, OSError):
            return live_faults.unreachable(address)
        return live_faults.wrong(address, "", str(error.args[-1]))


def _code(error: Any) -> int:
    return error.args[0] if error.args and isinstance(error.args[0], int) else -1


def _looks_like_write(error: Any) -> bool:
    """Whether a syntax error stands at a word that begins a statement which changes something."""
    found = str(error.args[-1]).rpartition("near '")[2].split(" ")[0].casefold()
    return found in ("insert", "update", "delete", "drop", "create", "alter", "replace", "truncate", "grant", "into")


def _type(field: Any) -> str:
    type_ = field.type_code
    if type_ in _TEXTS:
        return BINARY if field.charsetnr == _BINARY_CHARSET else TEXT
    if type_ == _GEOMETRY:
        return BINARY
    if type_ in _DECIMALS:
        return DECIMAL
    if type_ == 8 and field.flags & _UNSIGNED:
        return "UBIGINT"
    return _TYPES.get(type_, TEXT)


def _text(cell: Any, code: int = 0) -> str | None:
    if code == _BIT and isinstance(cell, bytes):
        return str(int.from_bytes(cell, "big"))
    if code == _TIMESTAMP and cell is not None:
        # an instant, told in the zone of the session
        return f"{cell}+00:00"
    if isinstance(cell, bytes):
        try:
            return cell.decode()
        except UnicodeDecodeError:
            return cell.hex()
    return None if cell is None else str(cell)
