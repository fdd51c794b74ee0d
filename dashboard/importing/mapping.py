"""What a recognised file means: which header feeds which column of which table."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.settings import Lookup


@dataclass(frozen=True)
class Rule:
    """A column that is made of other headers.

    - `closed_won_flags`: headers (IsClosed, IsWon) or (IsWon,); outcome = won, lost (closed and not won) or open; with
      IsWon alone NULL where it is not true.
    - `words`, `starts_with 006`: see `rules.text_sql`.
    - `period_end`: one header holding a first day; the last day of its month, quarter or year, by the file's gaps.
    - `when_closed`: one header holding a date, taken only where the outcome is won or lost (a CRM's single close date).
    """

    name: str
    headers: tuple[str, ...]


@dataclass(frozen=True)
class Mapping:
    """How one file (or sheet) becomes rows of one table. A file has one mapping per table it feeds.

    Headers are spelled exactly as `recognise` was given them; one header may feed several of our columns.

    - `columns`: our column → header.
    - `fallbacks`: our column → further headers, taken in turn where the first one's text is empty.
    - `joined`: our column → headers whose texts are joined with "-" (a key made of several columns).
    - `rules`: our column → how it is made of other headers.
    - `constants`: our column → the same text in every row.
    - `values`: our column → replacements of whole texts before parsing; keys are trimmed, NFKC and casefolded; a text
      replaced by "" is NULL; other texts go on to the parser.
    - `lookups`: our column → the file that spells its key out.
    - `skip`: header → texts (casefolded) whose rows belong to another table; they are counted, not refused.
    - `date_order`: ymd, mdy or dmy where the settings say so; None: the file's own evidence decides.
    - `is_once`: a row per line repeats its deal; rows that say the same of a deal are read as one.
    - `shape`: "rows"; "date_entered" (with `stage_columns`: stage → header holding the day it was entered) and
      "field_history" go through `history` first.
    - `crm`: the export it was recognised as ("own", "settings", "salesforce", …); it picks the stage preset.
    - `score`: share of the table's known columns that were found, 0 to 1.
    """

    name: str
    table: str
    columns: dict[str, str]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    lookups: dict[str, Lookup] = field(default_factory=dict)
    date_order: str | None = None
    constants: dict[str, str] = field(default_factory=dict)
    stage_columns: dict[str, str] = field(default_factory=dict)
    fallbacks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    joined: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    skip: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_once: bool = False
    shape: str = "rows"
    crm: str = "own"
    score: float = 1.0

    @property
    def headers(self) -> set[str]:
        """Every header that feeds some column."""
        made = [rule.headers for rule in self.rules.values()]
        several = [*self.fallbacks.values(), *self.joined.values(), *made]
        return {*self.columns.values(), *self.stage_columns.values(), *(name for names in several for name in names)}
