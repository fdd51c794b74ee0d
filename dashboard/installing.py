"""Installing the query files: the order in which they need each other, their execution, their headers as comments."""

from __future__ import annotations

import functools
import graphlib
import hashlib
from pathlib import Path

import duckdb

from dashboard import catalog
from dashboard.catalog import CatalogError, Query

# The layers whose objects hold no rows: an import may take them over from a version that was made of the same files.
ROWLESS = ("metrics", "scope", "views", "checks")


def in_order(files: list[Query]) -> list[Query]:
    """Sort files so that what one reads or calls comes before it. CatalogError on a cycle or a repeated name."""
    by_name: dict[str, Query] = {}
    for each in files:
        if each.name in by_name:
            raise CatalogError(f"{each.path} and {by_name[each.name].path} have the same name")
        by_name[each.name] = each
    graph = graphlib.TopologicalSorter[str]()
    for each in files:
        graph.add(each.name, *sorted(each.mentions & by_name.keys()))
    try:
        return [by_name[name] for name in graph.static_order()]
    except graphlib.CycleError as error:
        raise CatalogError("These query files need each other: " + " → ".join(error.args[1])) from None


def spent_after(ordered: list[Query]) -> dict[str, list[Query]]:
    """For each file the temporary objects that no later one reads, itself or through a temporary view."""
    last_read: dict[str, str] = {}
    reads: dict[str, set[str]] = {}
    temporary = {each.name: each for each in ordered if each.is_temporary}
    for each in ordered:
        names = each.mentions & temporary.keys()
        reads[each.name] = names.union(*(reads[name] for name in names if temporary[name].kind == "view"))
        if not (each.is_temporary and each.kind == "view"):
            last_read |= dict.fromkeys(reads[each.name], each.name)
    readers = set(last_read.values())
    return {reader: [temporary[name] for name in last_read if last_read[name] == reader] for reader in readers}


def install(connection: duckdb.DuckDBPyConnection, *layers: str) -> None:
    """Create every object of the layers (of all where none is given), without comments. Safe to repeat."""
    execute(connection, [each for each in catalog.queries() if not layers or each.layer in layers])


def execute(connection: duckdb.DuckDBPyConnection, files: list[Query], *, drop_spent: bool = False) -> None:
    """Execute the files, what a file names first. CatalogError with the file's name and DuckDB's own words.

    With `drop_spent` temporary tables go as soon as nothing more reads them, so that large data fit into memory; inside
    a transaction DuckDB keeps them until its end.
    """
    ordered = in_order(files)
    spent = spent_after(ordered) if drop_spent else {}
    for each in ordered:
        if each.created != each.name:
            raise CatalogError(f"{each.path}: a file creates one object of its own name, {each.name}")
        try:
            connection.execute(each.sql)
            for done in spent.get(each.name, ()):
                connection.execute(f"drop {done.kind} temp.{done.name}")
        except duckdb.Error as error:
            raise CatalogError(f"{each.path}: {error}") from error


def sign(connection: duckdb.DuckDBPyConnection) -> None:
    """Note in the database which files its objects were made of, once all of them are there with their comments."""
    connection.execute(f"create or replace macro made_of() as '{_made_of()}'")


def is_signed(connection: duckdb.DuckDBPyConnection, database: str = "") -> bool:
    """Whether the objects of every layer are there, made of the very files and by the DuckDB that are in use."""
    place = f"{database}.main." if database else ""
    try:
        return connection.execute(f"select {place}made_of()").fetchone() == (_made_of(),)
    except duckdb.CatalogException:
        return False


def take_over(connection: duckdb.DuckDBPyConnection, version: Path) -> bool:
    """Create every object of a signed version, without rows and with its comments, in an empty database.

    To bind a hundred views takes longer than to import a small company, and these were bound when they were created.
    False where the version is of other files, or cannot be read; nothing is created then.
    """
    try:
        (own,) = connection.execute("select current_database()").fetchone() or ("",)
        quoted = str(version).replace("'", "''")
        connection.execute(f"attach '{quoted}' as taken_over (read_only)")
        try:
            is_ours = is_signed(connection, "taken_over")
            if is_ours:
                connection.execute(f'copy from database taken_over to "{own}" (schema)')
            return is_ours
        finally:
            connection.execute("detach taken_over")
    except duckdb.Error:
        return False


@functools.cache
def _made_of() -> str:
    texts = "\n".join(each.sql for each in catalog.queries())
    return hashlib.sha256(f"{duckdb.__version__}\n{texts}".encode()).hexdigest()


def comment(connection: duckdb.DuckDBPyConnection, files: list[Query]) -> None:
    """Write the headers of files that have been executed as DuckDB comments, which any other tool shows.

    Last and once: to create an object again drops its comments, and a thousand of them take half as long as an import.
    """
    known = set(connection.execute("select table_name, column_name from duckdb_columns()").fetchall())
    said = []
    for each in files:
        said.append(_comment(f"{each.kind} {each.name}", f"{each.title()}. {each.header.get('about', '')}".strip()))
        if each.kind in ("table", "view"):
            real = [name for name in each.columns if (each.name, name) in known]
            said += [_comment(f'column {each.name}."{name}"', each.columns[name]) for name in real]
    # One call for all: there are a thousand.
    connection.execute(";\n".join(said))


def _comment(target: str, text: str) -> str:
    # `comment on` takes no bound value.
    quoted = text.replace("'", "''")
    return f"comment on {target} is '{quoted}'"
