"""Where an export belongs among the exports before it, and whether it tells the same company's history at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import duckdb

from dashboard.importing.kept import KeptExport, parquet
from dashboard.importing.problems import ImportProblem

# A company may lose a few deals from one export to the next; more than this is asked about.
_GONE_SHARE = 0.5
_GONE_AT_LEAST = 10


class Extent(StrEnum):
    """What an export holds: `asked` takes it as all deals unless too many are missing."""

    ASKED = "asked"
    FULL = "full"
    PARTIAL = "partial"
    NEW = "new"


@dataclass(frozen=True)
class Place:
    """The exports by day that the history now rests on; `is_older`: a later one stays in force."""

    exports: list[KeptExport]
    is_older: bool = False
    message: str = ""


def place(
    connection: duckdb.DuckDBPyConnection, folder: Path, before: list[KeptExport], new: KeptExport, extent: Extent
) -> Place:
    """Put an export into its place by day; of one day the one imported last counts.

    ImportProblem where most deals of its neighbour are missing and nobody said what that means.
    """
    others = [each for each in before if each.day != new.day]
    if not others:
        return Place([new])
    if extent is Extent.NEW:
        return Place([new], message="The history starts anew with this export, as --new-history asks.")
    earlier = [each for each in others if each.day < new.day]
    older, later = (earlier[-1], new) if earlier else (new, others[0])
    gone = _missing(connection, folder, older, later)
    if extent is Extent.ASKED and gone == older.deals:
        said = f"The exports of {older.day} and {later.day} have no deal in common: the history starts anew."
        return Place([new], message=said)
    if extent is Extent.ASKED and later.is_full and gone >= _GONE_AT_LEAST and gone > _GONE_SHARE * older.deals:
        raise ImportProblem(
            f"{gone:,} of the {older.deals:,} deals of the export of {older.day} are not in the one of {later.day}. "
            "Say what that means: --full if they were deleted, --partial if the export holds only a part of the deals, "
            "--new-history if it is to be compared with nothing before."
        )
    exports = sorted([*others, new], key=lambda each: each.day)
    newest = exports[-1]
    if newest is new:
        return Place(exports)
    said = f"The export of {newest.day} stays in force; this one of {new.day} was put into its place in the history."
    return Place(exports, is_older=True, message=said)


def _missing(connection: duckdb.DuckDBPyConnection, folder: Path, older: KeptExport, later: KeptExport) -> int:
    found = connection.execute(
        f"""select count(*) from {parquet(folder, older)}
        where not is_unreadable and deal_id not in (select deal_id from {parquet(folder, later)})"""
    ).fetchone()
    return found[0] if found else 0
