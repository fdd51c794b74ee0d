"""What an import did, for the command line and the log."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from dashboard.importing.comparison import Comparison
from dashboard.importing.recognition import Recognised
from dashboard.settings import Pipeline


@dataclass(frozen=True)
class FileReport:
    """One file and table: rows_read = rows_accepted + rows_refused.

    `mapped` is our column → header, `ignored` the headers kept in extra, `missing` our columns the file does not feed.
    `table` is None for a file that nothing recognised; `note` says why, or what was decided about it.
    """

    file: str
    table: str | None
    mapping: str | None = None
    rows_read: int = 0
    rows_accepted: int = 0
    rows_refused: int = 0
    encoding: str = ""
    content_hash: str = ""
    mapped: dict[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class RefusedRow:
    """A refused row as in table refused_rows, without its content."""

    file: str
    line: int | None
    column: str | None
    value: str | None
    reason: str


@dataclass(frozen=True)
class Spelling:
    """A value that is spelt otherwise than another of its column, and the amount of the deals spelt so; see the check
    spelling_varies."""

    column: str
    spelt: str
    usual: str
    amount: Decimal | None


@dataclass
class Report:
    """What was read and what became of it. `version` is None after a dry run.

    `refused` holds the first `most_refused` refused rows, `unknown_stages` the rows per stage that no list names,
    `period` the first and last day of the deals, `stages_from` where the stage lists come from, `seconds` the time per
    step. `recognised` is what was made of every file's headers, `proposed_pipelines` a stage list where none is
    configured, `spellings` are values that the settings may join, `changes` what differs from the version in force
    before.
    """

    files: list[FileReport] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    unknown_stages: dict[str, int] = field(default_factory=dict)
    stages_from: str = ""
    period: tuple[dt.date | None, dt.date | None] = (None, None)
    exported_on: dt.date | None = None
    version: Path | None = None
    messages: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    recognised: list[Recognised] = field(default_factory=list)
    proposed_pipelines: tuple[Pipeline, ...] = ()
    spellings: list[Spelling] = field(default_factory=list)
    changes: Comparison | None = None
    most_refused: int = 100

    @property
    def rows_read(self) -> int:
        """Rows over all files."""
        return sum(each.rows_read for each in self.files)

    @property
    def rows_accepted(self) -> int:
        """Accepted rows over all files."""
        return sum(each.rows_accepted for each in self.files)

    @property
    def rows_refused(self) -> int:
        """Refused rows over all files."""
        return sum(each.rows_refused for each in self.files)
