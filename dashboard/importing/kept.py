"""The deals of each export, kept in a file beside the versions, and the list of those a version's history rests on.

The list is a table of the version itself: going back to a version goes back to its list, and moving the pointer is all
it takes to put a new one in force. Kept files never change; those on no version's list are removed.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard.importing.frames import literal
from dashboard.importing.report import Report
from dashboard.workspace import Workspace, sync

log = logging.getLogger(__name__)

# The columns of deals whose changes deal_history keeps.
TRACKED = (
    "pipeline", "stage", "outcome", "amount", "expected_close_date", "probability", "forecast_category", "rep_id",
    "region",
)  # fmt: skip


@dataclass(frozen=True)
class KeptExport:
    """One export: its day, the files its deals came in, and the file in the workspace that keeps them.

    `is_full`: a deal that is not in it was gone on that day. `columns` are the tracked ones that it fills.
    """

    day: dt.date
    imported_at: dt.datetime
    files: str
    content_hash: str
    deals: int
    is_full: bool
    columns: tuple[str, ...]
    file: str


def keep(
    connection: duckdb.DuckDBPyConnection, folder: Path, version: str, report: Report, is_full: bool | None
) -> KeptExport:
    """Write the deals of the filled tables into a new file of a folder; deals that were refused by their id only.

    Where nobody says whether it is full, it is, unless a refused row does not say which deal it is: such a deal cannot
    be told from one that is gone.
    """
    assert report.exported_on is not None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{report.exported_on}-{version}.parquet"
    connection.execute(
        f"""copy (
            select *, false as is_unreadable from deals
            union all by name
            select distinct deal_id, true as is_unreadable from refused_deals
            where deal_id is not null and deal_id not in (select deal_id from deals)
        ) to {literal(str(path))} (format parquet, compression zstd)"""
    )
    sync(path)
    sync(folder)
    counts = ", ".join(f"count({column})" for column in TRACKED)
    filled = connection.execute(f"select count(*), {counts} from deals").fetchone()
    nameless = connection.execute("select count(*) from refused_deals where deal_id is null").fetchone()
    imported_at = connection.execute("select imported_at()").fetchone()
    assert filled is not None
    assert imported_at is not None
    sources = [each for each in report.files if each.table == "deals"]
    return KeptExport(
        day=report.exported_on,
        imported_at=imported_at[0],
        files=", ".join(each.file for each in sources),
        content_hash=" ".join(sorted(each.content_hash for each in sources)),
        deals=filled[0],
        is_full=nameless == (0,) if is_full is None else is_full,
        columns=tuple(name for name, count in zip(TRACKED, filled[1:], strict=True) if count),
        file=str(path.resolve()),
    )


def listed(version: Path | None) -> list[KeptExport]:
    """The exports that a version's history rests on, by day; none in a version that is older than such lists."""
    if version is None:
        return []
    with duckdb.connect() as connection:
        # Attached, as a process that reads the version already could not open it a second time otherwise.
        connection.execute(f"attach {literal(str(version))} as version (read_only)")
        try:
            rows = connection.execute(
                """select exported_on, imported_at, files, content_hash, deals, is_full, columns, file
                from version.history_imports order by exported_on"""
            ).fetchall()
        except duckdb.CatalogException:
            return []
    return [
        KeptExport(day, imported_at, files, content_hash, deals, is_full, tuple((columns or "").split(", ")), file)
        for day, imported_at, files, content_hash, deals, is_full, columns, file in rows
    ]


def readable(
    connection: duckdb.DuckDBPyConnection, folder: Path, exports: list[KeptExport], report: Report
) -> list[KeptExport]:
    """Those exports whose kept files are there and whole; the report says which are not."""
    found = []
    for each in exports:
        try:
            counted = connection.execute(
                f"select count(deal_id) filter (where not is_unreadable) from {parquet(folder, each)}"
            ).fetchone()
        except duckdb.Error:
            log.warning("%s cannot be read", each.file, exc_info=True)
            counted = None
        if counted == (each.deals,):
            found.append(each)
        else:
            report.messages.append(
                f"The deals kept of the export of {each.day} cannot be read ({each.file}): the history no longer rests "
                "on it. Importing that export again brings it back."
            )
    return found


def remove_unlisted(workspace: Workspace) -> None:
    """Remove the kept files that no version's history rests on; only for the holder of the workspace's lock."""
    unlisted = {path.name for path in workspace.snapshots_folder.glob("*.parquet")}
    # The newest mostly rests on all of them; to open each of the others takes as long as to read a file.
    for version in reversed(workspace.versions()):
        if not unlisted:
            return
        try:
            unlisted -= {each.file for each in listed(version)}
        except duckdb.Error:
            log.warning("%s cannot be read; all kept exports stay", version, exc_info=True)
            return
    for name in unlisted:
        (workspace.snapshots_folder / name).unlink(missing_ok=True)


def deals_of(folder: Path, exports: Iterable[KeptExport], columns: Iterable[str]) -> str:
    """SQL of the kept deals' columns, with the day of each export."""
    picked = ", ".join(columns)
    return " union all ".join(
        f"select date '{each.day}' as day, is_unreadable, {picked} from {parquet(folder, each)}" for each in exports
    )


def parquet(folder: Path, export: KeptExport) -> str:
    """SQL of a kept file as a table; its name may be a whole path."""
    return f"read_parquet({literal(str(folder / export.file))})"
