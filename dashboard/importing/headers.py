"""Recognition: which export a file is, told by its headers, and which header feeds which column.

First the settings' own [[mapping]], then our own tables, then the CRMs' forms. Only exact synonyms count; what merely
looks alike is suggested, never used.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TypeVar

from dashboard import catalog
from dashboard.importing import fitting, forms
from dashboard.importing.fitting import without
from dashboard.importing.forms import OWN
from dashboard.importing.mapping import Mapping, Rule
from dashboard.importing.present import Present
from dashboard.settings import FileMapping, Settings

T = TypeVar("T")

SETTINGS = "settings"
OWN_SHARE = 0.6
_WRITTEN_BY_IMPORT = (
    "history_imports",
    "history_sources",
    "import_files",
    "import_columns",
    "refused_rows",
    "refused_deals",
)


def recognise(file_name: str, headers: list[str], settings: Settings) -> list[Mapping]:
    """The mappings of a file, one per table it feeds; empty where nothing recognises it.

    `file_name` is a file's name, or `book.xlsx/Sheet`; the settings' globs and our table names match the name, its stem
    or the sheet. A file named like one of our tables is returned even if it lacks a required column, so that the import
    can say which.
    """
    present = Present(headers)
    named = [each for each in settings.mappings if is_named(file_name, each.file)]
    whole = [_from_settings(each, present) for each in named if each.is_whole]
    found = whole or _built_in(file_name, present)
    for each in named:
        if not each.is_whole:
            found = [_laid_over(mapping, each, present) for mapping in found]
    return found


def _built_in(file_name: str, present: Present) -> list[Mapping]:
    own = _own(file_name, present)
    if own and required(own.table) <= own.columns.keys():
        return [own]
    form = fitting.form_of(present)
    if form and form.table:
        return fitting.mappings(form, present)
    return [own] if own and not form else []


def known_object(headers: list[str]) -> str | None:
    """What a file is that was recognised but feeds no table (`Salesforce Contact`), else None."""
    form = fitting.form_of(Present(headers))
    return form.name if form and form.table is None else None


@functools.cache
def own_tables() -> dict[str, tuple[str, ...]]:
    """The columns of every table that files can feed."""
    tables = (each for each in catalog.queries("tables") if each.name not in _WRITTEN_BY_IMPORT)
    made = ("extra", "line_no")
    return {each.name: tuple(column for column in each.columns if column not in made) for each in tables}


@functools.cache
def required(table: str) -> frozenset[str]:
    """The columns of a table that every row must have."""
    return frozenset(re.findall(r"^\s*(\w+) [^\n]*?not null", catalog.query(table).code, re.MULTILINE))


def _names(file_name: str) -> set[str]:
    path = PurePath(re.sub(r"\.gz(?=$|/)", "", unicodedata.normalize("NFKC", file_name), flags=re.IGNORECASE))
    names = {file_name, str(path), path.name, path.stem}
    return {name.casefold() for name in names | {str(path.parent), path.parent.name} - {".", ""}}


def is_named(file_name: str, pattern: str) -> bool:
    """Whether a pattern of the settings means a file or sheet."""
    return any(fnmatchcase(name, pattern.casefold()) for name in _names(file_name))


def _from_settings(given: FileMapping, present: Present) -> Mapping:
    columns, joined = _spelt(given.columns, present)
    rules: dict[str, Rule] = {}
    # A single close date is the expected one until the deal closes.
    if "closed_at" in columns and columns["closed_at"] == columns.get("expected_close_date"):
        rules["closed_at"] = Rule("when_closed", (columns.pop("closed_at"),))
    return Mapping(
        name=f"[[mapping]] {given.file}",
        table=given.table,
        columns=columns,
        joined=joined,
        rules=rules,
        values=forms.merged(forms.words(given.table), given.values),
        lookups=given.lookups,
        date_order=given.date_order,
        crm=SETTINGS,
    )


def _laid_over(mapping: Mapping, given: FileMapping, present: Present) -> Mapping:
    """What recognised a file with the columns, values and lookups that the settings lay over it."""
    if given.table not in ("", mapping.table):
        return mapping
    known = own_tables()[mapping.table]
    over = {name: each for name, each in given.columns.items() if name in known}
    columns, joined = _spelt(over, present)
    return replace(
        mapping,
        columns=without(mapping.columns, over) | columns,
        fallbacks=without(mapping.fallbacks, over),
        joined=without(mapping.joined, over) | joined,
        rules=without(mapping.rules, over),
        values=forms.merged(mapping.values, {name: each for name, each in given.values.items() if name in known}),
        lookups=mapping.lookups | {name: each for name, each in given.lookups.items() if name in known},
    )


def _spelt(
    given: dict[str, str | tuple[str, ...]], present: Present
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Columns of one header and of several, headers as the file spells them."""
    one = {name: present.find(each) or each for name, each in given.items() if isinstance(each, str) and each}
    several = {
        name: tuple(present.find(part) or part for part in each)
        for name, each in given.items()
        if isinstance(each, tuple)
    }
    return one, several


def _own(file_name: str, present: Present) -> Mapping | None:
    named = {re.sub(r"[\s_-]*\d[\d\s_-]*$", "", name) for name in _names(file_name)} & own_tables().keys()
    best: Mapping | None = None
    for table, its_columns in own_tables().items():
        columns = {column: header for column in its_columns if (header := present.find(column))}
        share = len(columns) / max(len(present.headers), 1)
        whole = required(table) <= columns.keys()
        if not columns or not (table in named or (whole and share >= OWN_SHARE)):
            continue
        mapping = Mapping(f"own table {table}", table, columns, forms.words(table), crm=OWN, score=share)
        if best is None or (table in named, len(columns)) > (best.table in named, len(best.columns)):
            best = mapping
    return best
