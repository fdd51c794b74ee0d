"""PostgreSQL, through psycopg: rows come by COPY, the fastest way out that keeps NULL apart from an empty text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dashboard.addresses import Address
from dashboard.importing import live_faults
from dashboard.importing.live_sessions import BINARY, DECIMAL, JSON, TEXT, Field, bare, quoted, quoted_table
from dashboard.importing.problems import ImportProblem

_TYPES = {
    16: "BOOLEAN",
    17: BINARY,
    20: "BIGINT",
    21: "BIGINT",
    23: "BIGINT",
    26: "BIGINT",
    114: JSON,
    700: "DOUBLE",
    701: "DOUBLE",
    1082: "DATE",
    1114: "TIMESTAMP",
    1184: "TIMESTAMP WITH TIME ZONE",
    1700: DECIMAL,
    3802: JSON,
}
_NOBODY_THERE = ("onnection refused", "No such file or directory", "No route to host", "unreachable")
_TABLES = """
    select case when pg_table_is_visible(c.oid) then c.relname else n.nspname || '.' || c.relname end,
        a.attname, a.atttypid::bigint
    from pg_attribute as a
    inner join pg_class as c on c.oid = a.attrelid
    inner join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'm', 'p', 'f') and a.attnum > 0 and not a.attisdropped
        and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
        and has_schema_privilege(n.oid, 'usage') and has_column_privilege(c.oid, a.attnum, 'select')
    order by n.nspname, c.relname, a.attnum"""
_KEY = """
    select a.attname from pg_index as i
    inner join pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indisprimary and i.indrelid = to_regclass(%s) order by array_position(i.indkey, a.attnum)"""


class PostgresqlSession:
    """See `Session`."""

    def __init__(self, address: Address, timeout_seconds: int, connect_seconds: int) -> None:
        try:
            import psycopg
        except ImportError:
            raise live_faults.no_driver(address) from None
        self._driver: Any = psycopg
        self._address, self._seconds = address, timeout_seconds
        given: dict[str, Any] = {"host": address.host, "port": address.port, **address.parameters}
        given |= {"user": address.user, "password": address.password}
        try:
            self._connection = psycopg.connect(
                **{key: value for key, value in given.items() if value},
                dbname=address.database,
                connect_timeout=max(connect_seconds, 2),
                application_name="funnel import",
                client_encoding="UTF8",
                autocommit=True,
                prepare_threshold=None,
            )
        except psycopg.Error as error:
            raise self._not_connected(error, connect_seconds) from None
        self._tables: dict[str, list[Field]] | None = None
        with self._explained(""):
            self._connection.execute("set default_transaction_read_only = on")
            self._connection.execute("begin isolation level repeatable read read only")
            # within the transaction and not as options of the connection, which poolers in between do not pass on
            for setting in (
                f"statement_timeout = {timeout_seconds * 1000}",
                f"lock_timeout = {connect_seconds * 1000}",
                "datestyle = 'ISO, YMD'",
                "timezone = 'UTC'",
                "extra_float_digits = 1",
            ):
                self._connection.execute(f"set local {setting}")
            # the snapshot is taken by the first question, not by begin
            self._connection.execute("select")

    def tables(self) -> dict[str, list[Field]]:
        if self._tables is None:
            found: dict[str, list[Field]] = {}
            with self._explained(""):
                for table, column, type_ in self._connection.execute(_TABLES).fetchall():
                    found.setdefault(table, []).append(Field(column, _TYPES.get(type_, TEXT)))
            self._tables = found
        return self._tables

    def select(self, table: str) -> str:
        named = quoted_table(table)
        columns = [quoted(each.name) for each in self.tables().get(table, []) if each.type != BINARY]
        with self._explained(table):
            key = self._connection.execute(_KEY, (named,)).fetchall()
        order = f" order by {', '.join(quoted(row[0]) for row in key)}" if key else ""
        return f"select {', '.join(columns) or '*'} from {named}{order}"

    def copy(self, what: str, query: str, target: Path, tell: Callable[[int], None]) -> list[Field]:
        query, written = bare(query), 0
        with self._explained(what):
            fields = self._described(what, query)
            # quotes around every value, so that nothing between two commas is NULL and not an empty text
            copy: Any = f"copy ({query}\n) to stdout (format csv, force_quote *)"
            with self._connection.cursor() as cursor, target.open("wb") as file, cursor.copy(copy) as rows:
                for block in rows:
                    written += file.write(block)
                    tell(written)
        return fields

    def close(self) -> None:
        self._connection.close()

    def _described(self, what: str, query: str) -> list[Field]:
        """The columns of a query, which the server works out without running it."""
        raw = self._connection.pgconn
        prepared = raw.prepare(b"", query.encode())
        if prepared.status != self._driver.pq.ExecStatus.COMMAND_OK:
            raise self._driver.errors.error_from_result(prepared)
        found = raw.describe_prepared(b"")
        if not found.nfields:
            raise live_faults.write(self._address, what)
        return [
            Field((found.fname(place) or b"").decode(), _TYPES.get(found.ftype(place), TEXT))
            for place in range(found.nfields)
        ]

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        """Errors of the server as sentences; what the driver says besides is left out, as it may hold the address."""
        try:
            yield
        except self._driver.Error as error:
            raise self._problem(error, what) from None

    def _problem(self, error: Any, what: str) -> ImportProblem:
        state, address = error.sqlstate or "", self._address
        if state in ("42P01", "3F000"):
            return live_faults.no_table(address, what)
        if state == "42501":
            return live_faults.forbidden(address, what)
        if state == "25006":
            return live_faults.write(address, what)
        if state in ("57014", "55P03"):
            return live_faults.slow(address, what, self._seconds)
        if state.startswith(("57P", "08")) or self._connection.broken:
            return live_faults.lost(address, what)
        return live_faults.wrong(address, what, error.diag.message_primary or str(error).splitlines()[0])

    def _not_connected(self, error: Any, seconds: int) -> ImportProblem:
        text, address = str(error), self._address
        raw = getattr(error, "pgconn", None)
        if "does not exist" in text and f'database "{address.database}"' in text:
            return live_faults.no_database(address)
        if "timeout expired" in text or isinstance(error, self._driver.errors.ConnectionTimeout):
            return live_faults.unreachable(address, f"no answer within {seconds} seconds")
        if "translate host name" in text or "resolve host" in text:
            return live_faults.unreachable(address, "nobody knows that host")
        if raw is not None and raw.needs_password:
            return live_faults.no_password(address)
        if "pg_hba" in text or "authentication" in text or "role " in text or (raw is not None and raw.used_password):
            return live_faults.rejected(address)
        if "FATAL" in text or "SSL" in text:
            return live_faults.wrong(address, "", text.splitlines()[-1].split("FATAL:")[-1])
        if any(sign in text for sign in _NOBODY_THERE):
            return live_faults.unreachable(address)
        return live_faults.unreachable(address, address.scrubbed(text.splitlines()[-1].strip().rstrip(".")))
