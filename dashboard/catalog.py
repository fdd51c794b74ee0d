"""The catalogue: every file under `queries/` with the facts in its header."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "queries"
LAYERS = ("tables", "metrics", "derived", "scope", "views", "checks")
UNITS = ("money", "count", "rate", "ratio", "days", "date", "text", "flag", "number")

_HEADER = re.compile(r"\s*/\*(.*?)\*/", re.DOTALL)
_NAMED = ("column ", "label ", "about_zh ", "rows ", "over ", "as_of ", "key ")
_LINE = re.compile(rf"((?:{'|'.join(_NAMED)})?\w+):(?: (.*))?$")
_NOT_CODE = re.compile(r"/\*.*?\*/|--[^\n]*|'(?:[^']|'')*'", re.DOTALL)
# Where its characters and their punctuation begin.
_CHINESE = "\u3000"
_MENTION = re.compile(r'\b(?:from|join|pivot|unpivot)\s+"?(\w+)|\b(\w+)"?\s*\(', re.IGNORECASE)
_CREATE = re.compile(r"create\s+or\s+replace\s+(?:temp\s+)?(table|view|macro)\s+(\w+)", re.IGNORECASE)
_TEMPORARY = re.compile(r"create\s+or\s+replace\s+temp\s", re.IGNORECASE)


class CatalogError(Exception):
    """A query file or its place in the catalogue is wrong; the message names the file."""


@dataclass(frozen=True)
class Column:
    """One column of a table or view. `unit` is one of UNITS or, in tables, empty; so are words that nobody gave."""

    name: str
    unit: str
    meaning: str
    label: str
    label_zh: str
    meaning_zh: str = ""


@dataclass(frozen=True)
class Query:
    """One SQL file: `header` holds its plain keys; `columns`, `labels`, `meanings_zh`, `rows`, `over`, `as_of` and
    `keys` its lines `column NAME`, `label NAME`, `about_zh NAME`, `rows NAME`, `over NAME`, `as_of NAME` and
    `key NAME`."""

    name: str
    layer: str
    path: Path
    header: dict[str, str]
    columns: dict[str, str]
    labels: dict[str, str]
    sql: str
    meanings_zh: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    over: dict[str, str] = field(default_factory=dict)
    as_of: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def created(self) -> str:
        """The name of what the file creates; "" where it creates nothing."""
        found = _CREATE.search(self.code)
        return found[2].lower() if found else ""

    @property
    def kind(self) -> str:
        """What the file creates: table, view, macro or macro table, as `comment on` spells it."""
        found = _CREATE.search(self.code)
        if found is None:
            raise CatalogError(f"{self.path}: no `create or replace table, view or macro`")
        kind = found[1].lower()
        returns_rows = re.search(r"\)\s*as\s+table\b", self.code, re.IGNORECASE)
        return "macro table" if kind == "macro" and returns_rows else kind

    @property
    def code(self) -> str:
        """The SQL without comments and string literals."""
        return _NOT_CODE.sub("''", self.sql)

    @property
    def is_temporary(self) -> bool:
        """Whether it creates an intermediate result, which is gone when the connection closes."""
        return _TEMPORARY.search(self.code) is not None

    @property
    def mentions(self) -> set[str]:
        """Every name it may read or call."""
        return {(read or called).lower() for read, called in _MENTION.findall(self.code)} - {self.name}

    @property
    def needs(self) -> tuple[str, ...]:
        """Tables without which a view cannot answer."""
        return tuple(re.findall(r"\w+", self.header.get("needs", "")))

    def title(self, language: str = "en") -> str:
        """Title of a view or label of a measure in the language ("en" or "zh"); the name where there is none."""
        suffix = "_zh" if language.startswith("zh") else ""
        return self.header.get("title" + suffix) or self.header.get("label" + suffix) or self.name

    def column(self, name: str) -> Column:
        """The column as described here, completed by the measure of the same name. KeyError if neither knows it."""
        measured = _by_name().get(("metrics", name))
        described = self.columns.get(name)
        if described is None and measured is None:
            raise KeyError(f"{self.name} has no column {name}")
        unit, meaning = _unit_and_meaning(described or "")
        label, _, label_zh = (part.strip() for part in self.labels.get(name, "").partition("|"))
        facts = measured.header if measured else {}
        return Column(
            name,
            unit or facts.get("unit", ""),
            meaning or facts.get("about", ""),
            label or facts.get("label", ""),
            label_zh or facts.get("label_zh", ""),
            self.meanings_zh.get(name) or facts.get("about_zh", ""),
        )


def _unit_and_meaning(described: str) -> tuple[str, str]:
    """Split `unit; meaning`; a table's column has only a meaning."""
    unit, separator, meaning = described.partition(";")
    if unit.strip() in UNITS:
        return unit.strip(), meaning.strip()
    return "", described.strip() if separator else unit.strip()


def parse(text: str, path: Path) -> Query:
    """Read one file. CatalogError where the header is missing, or a line of it is neither `key: value` nor indented."""
    found = _HEADER.match(text)
    if found is None:
        raise CatalogError(f"{path}: the file must begin with its header, /* key: value … */")
    facts: dict[str, str] = {}
    key = ""
    for line in found[1].strip("\n").splitlines():
        entry = _LINE.match(line)
        if entry:
            key = entry[1]
            if key in facts:
                raise CatalogError(f"{path}: the header has `{key}` twice")
            facts[key] = (entry[2] or "").strip()
        elif key and line[:1].isspace() and line.strip():
            # Chinese goes on in the next line without a space.
            glue = "" if facts[key][-1:] >= _CHINESE and line.strip() >= _CHINESE else " "
            facts[key] = f"{facts[key]}{glue}{line.strip()}".strip()
        elif line.strip():
            raise CatalogError(f"{path}: not a header line: {line.strip()}")
    plain = {k: v for k, v in facts.items() if " " not in k}
    columns, labels, *others = (_of(facts, kind) for kind in _NAMED)
    return Query(path.stem, path.parent.name, path, plain, columns, labels, text, *others)


def _of(facts: dict[str, str], kind: str) -> dict[str, str]:
    """The header lines `kind NAME: …` by name."""
    return {key.removeprefix(kind): value for key, value in facts.items() if key.startswith(kind)}


def read_folder(folder: Path) -> list[Query]:
    """All files of a folder laid out like `queries/`, layer by layer, by name."""
    return [
        parse(path.read_text(encoding="utf-8"), path)
        for layer in LAYERS
        for path in sorted((folder / layer).glob("*.sql"))
    ]


@functools.cache
def _all() -> tuple[Query, ...]:
    return tuple(read_folder(FOLDER))


@functools.cache
def _by_name() -> dict[tuple[str, str], Query]:
    return {(each.layer, each.name): each for each in _all()}


def queries(layer: str | None = None) -> list[Query]:
    """Every query file, or those of one layer, by layer and name."""
    return [each for each in _all() if layer in (None, each.layer)]


@functools.cache
def query(name: str) -> Query:
    """The table, view, check or scope object of that name, else the measure. KeyError if there is none."""
    found = [each for each in _all() if each.name == name]
    if not found:
        raise KeyError(name)
    return next((each for each in found if each.layer != "metrics"), found[0])


def measure(name: str) -> Query:
    """The measure (file in `metrics/`) of that name. KeyError if there is none."""
    return _by_name()["metrics", name]
