"""The forms in which CRMs write their exports, as declared in `crm/*.toml`.

A file there holds `label`, `verified` (tried on a real export), `values` common to its forms, and a list of `forms`:

- `object`: what the CRM calls it; `table`: ours, absent for an object that no table needs;
- `signature`: lists of header patterns; one list that is present whole recognises the form; `without`: patterns that
  rule it out; a pattern is a header, `A|B` for either, or holds `*`, and `2 PATTERN` asks for two headers;
- `columns`: our column = a header, or synonyms of which the first one present counts, or a table: `each` (synonyms
  that count in turn, where the one before is empty), `synonyms`, and for where none is present `joined` (headers put
  together as a key) or `rule` (a name of `Mapping.rules`) with `of` (a list of synonyms per header the rule reads);
- `values`, `constants`, `skip`, `shape` as in `Mapping` (a `field_history` has columns field, old_value and new_value,
  a form of `stages` also alias, is_won and is_closed); `stage_columns`: patterns of headers whose `*` is a stage's
  name and that hold the day it was entered.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Values = dict[str, dict[str, str]]

FOLDER = Path(__file__).resolve().parent / "crm"
OWN = "own"


def normalise(header: str) -> str:
    """The header as compared: without BOM, star or custom suffix, one case and width, ` ` for `_`, `.` for `/`."""
    text = unicodedata.normalize("NFKC", header).replace("\ufeff", "").strip().rstrip("*").casefold()
    text = re.sub(r"__[cr](?=$|[./ ])", "", text).replace("_", " ")
    text = re.sub(r"\s*[./]\s*", ".", text)
    return " ".join(text.split())


@functools.lru_cache(maxsize=20_000)
def key(header: str) -> str:
    """`normalise` without spaces: `CloseDate`, `close_date` and `Close Date` are one header."""
    return normalise(header).replace(" ", "")


@dataclass(frozen=True)
class Source:
    """Where a form finds one of our columns; see `columns` above."""

    synonyms: tuple[str, ...] = ()
    each: bool = False
    joined: tuple[str, ...] = ()
    rule: str = ""
    of: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Form:
    """One kind of file of one CRM. See the module for the meaning of each field."""

    crm: str
    label: str
    object: str
    table: str | None
    signatures: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    columns: dict[str, Source]
    values: Values = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    skip: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stage_columns: tuple[str, ...] = ()
    shape: str = "rows"

    @property
    def name(self) -> str:
        """What a report calls it: `Salesforce Opportunity`."""
        return f"{self.label} {self.object}".strip()


def _source(declared: Any) -> Source:
    if isinstance(declared, str):
        return Source((declared,))
    if isinstance(declared, list):
        return Source(tuple(declared))
    each = tuple(declared.get("each", []))
    return Source(
        synonyms=each or tuple(declared.get("synonyms", [])),
        each=bool(each),
        joined=tuple(declared.get("joined", [])),
        rule=declared.get("rule", ""),
        of=tuple(tuple(synonyms) for synonyms in declared.get("of", [])),
    )


def folded(values: Values) -> Values:
    """Values keyed as they are compared: one width, one case, trimmed."""
    return {
        column: {unicodedata.normalize("NFKC", text).strip().casefold(): ours for text, ours in each.items()}
        for column, each in values.items()
    }


def merged(*layers: Values) -> Values:
    """Values of later layers over those of earlier ones, keyed as they are compared."""
    together: Values = {}
    for layer in layers:
        for column, each in folded(layer).items():
            together[column] = together.get(column, {}) | each
    return together


def read(path: Path) -> list[Form]:
    """The forms of one CRM's file, in file order."""
    declared = tomllib.loads(path.read_text(encoding="utf-8"))
    return [
        Form(
            crm=path.stem,
            label=declared["label"],
            object=each["object"],
            table=each.get("table"),
            signatures=tuple(tuple(one) for one in each["signature"]),
            without=tuple(each.get("without", [])),
            columns={column: _source(value) for column, value in each.get("columns", {}).items()},
            values=merged(
                _known(words(each.get("table")), each), _known(declared.get("values", {}), each), each.get("values", {})
            ),
            constants=each.get("constants", {}),
            skip={header: tuple(texts) for header, texts in each.get("skip", {}).items()},
            stage_columns=tuple(each.get("stage_columns", [])),
            shape=each.get("shape", "rows"),
        )
        for each in declared.get("forms", [])
    ]


def _known(values: Values, form: dict[str, Any]) -> Values:
    return {column: each for column, each in values.items() if column in form.get("columns", {})}


@functools.cache
def _all_words() -> dict[str, Values]:
    declared: dict[str, Values] = tomllib.loads((FOLDER / f"{OWN}.toml").read_text(encoding="utf-8"))["values"]
    return {table: folded(values) for table, values in declared.items()}


def words(table: str | None) -> Values:
    """Words for the enumerations of a table that any export may use, by column."""
    return _all_words().get("deals" if table == "deal_history" else table or "", {})


def _crm_files() -> list[Path]:
    return sorted(path for path in FOLDER.glob("*.toml") if path.stem not in (OWN, "stages"))


@functools.cache
def forms() -> tuple[Form, ...]:
    """Every form of every CRM, by CRM."""
    return tuple(form for path in _crm_files() for form in read(path))


@functools.cache
def verified() -> frozenset[str]:
    """The CRMs, as `Mapping.crm` calls them, whose forms were tried on real exports."""
    return frozenset(path.stem for path in _crm_files() if tomllib.loads(path.read_text(encoding="utf-8"))["verified"])
