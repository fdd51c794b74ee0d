"""What a recognised file means: which header feeds which column of which table."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Lookup:
    """Where a column's value is only a key: the file that spells it out.

    `file` is a glob on file names of the same import, `key` and `take` are headers of that file. A key that the file does
    not hold keeps the value as exported and is counted in the report.
    """

    file: str
    key: str
    take: str


@dataclass(frozen=True)
class Mapping:
    """How one file (or sheet) becomes rows of one table. A file may have several mappings, one per table it feeds.

    `columns` maps our column to a header exactly as `recognise` was given it, or to a tuple of headers whose values are
    joined with "-" (a key of several columns). A header may feed several columns. Besides the columns of
    `queries/tables/<table>.sql` these stand for columns that are made of them:

    - `is_won`, `is_closed` (deals, deal_history): booleans; outcome = won, lost (closed and not won) or open;
    - `is_lost` (deals, deal_history): boolean; outcome = lost.

    `values` replaces single texts of a column before it is parsed (compared after trimming, without regard to case and
    width); `constants` gives a column the same text in every row. `date_order` is ymd, mdy or dmy where the settings say
    so, else None: the file's own evidence decides. `stage_columns` (table deal_history only) names the headers that hold
    the day a stage was entered, by stage name; the rows are then made by `history.rows_from`. `crm` names the export
    ("salesforce", "hubspot", …; "own" for our own tables, "settings" for [[mapping]]): it picks the stage preset.
    """

    name: str
    table: str
    columns: dict[str, str | tuple[str, ...]]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    lookups: dict[str, Lookup] = field(default_factory=dict)
    date_order: str | None = None
    constants: dict[str, str] = field(default_factory=dict)
    stage_columns: dict[str, str] = field(default_factory=dict)
    crm: str = "own"
