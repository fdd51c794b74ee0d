"""Recognition: which export a file is, told by its headers, and which header feeds which column.

First the settings' own [[mapping]], then our own tables, then the CRMs' forms. Only exact synonyms count; what merely
looks alike is suggested, never used.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from fnmatch import fnmatchcase
from pathlib import PurePath

from rapidfuzz import fuzz

from dashboard import catalog
from dashboard.importing import forms
from dashboard.importing.forms import OWN, Form, Source, key
from dashboard.importing.mapping import Mapping, Rule
from dashboard.settings import FileMapping, Settings

SETTINGS = "settings"
COMMON = "chinese_spreadsheet"
OWN_SHARE = 0.6
SUGGESTED_FROM = 75
_WRITTEN_BY_IMPORT = ("import_files", "import_columns", "refused_rows", "refused_deals")


class Present:
    """The headers of a file, found as written or by `key`; of two with one key the one without a suffix counts."""

    def __init__(self, headers: list[str]) -> None:
        self.headers = headers
        self._by_key: dict[str, str] = {}
        self._as_written: dict[str, str] = {}
        for header in sorted(headers, key=lambda each: bool(re.search(r"__[cr]\b", each))):
            self._by_key.setdefault(key(header), header)
            self._as_written.setdefault(header.casefold(), header)

    def find(self, name: str) -> str | None:
        """The header as written, or None."""
        return self._as_written.get(name.casefold()) or self._by_key.get(key(name))

    def holds(self, pattern: str) -> bool:
        """Whether a signature's pattern is present."""
        wanted, _, rest = pattern.partition(" ")
        if wanted.isdigit() and "*" in rest:
            return len(self.matching(rest)) >= int(wanted)
        return any(self.matching(one) if "*" in one else self.find(one) for one in pattern.split("|"))

    def matching(self, pattern: str) -> dict[str, str]:
        """Headers that fit the pattern, by the text that stands for its `*`, as written."""
        expression = re.compile(_expression(pattern), re.IGNORECASE)
        found = {header: expression.fullmatch(unicodedata.normalize("NFKC", header).strip()) for header in self.headers}
        return {match[1].strip(): header for header, match in found.items() if match}


def _expression(pattern: str) -> str:
    before, _, after = unicodedata.normalize("NFKC", pattern).partition("*")
    return f"{re.escape(before)}(.+){re.escape(after)}"


def recognise(file_name: str, headers: list[str], settings: Settings) -> list[Mapping]:
    """The mappings of a file, one per table it feeds; empty where nothing recognises it.

    `file_name` is a file's name, or `book.xlsx/Sheet`; the settings' globs and our table names match the name, its stem
    or the sheet. A file named like one of our tables is returned even if it lacks a required column, so that the import
    can say which.
    """
    present = Present(headers)
    given = [each for each in settings.mappings if each.columns and is_named(file_name, each.file)]
    if given:
        return [_from_settings(each, present) for each in given]
    own = _own(file_name, present)
    if own and required(own.table) <= own.columns.keys():
        return [own]
    form = _form(present)
    if form and form.table:
        return _from_form(form, present)
    return [own] if own and not form else []


def known_object(headers: list[str]) -> str | None:
    """What a file is that was recognised but feeds no table (`Salesforce Contact`), else None."""
    form = _form(Present(headers))
    return form.name if form and form.table is None else None


def suggest(headers: list[str], table: str) -> dict[str, list[tuple[str, float]]]:
    """Headers that look like a column of the table, likeliest first, each with its likeness 0 to 100. Never applied."""
    names: dict[str, set[str]] = {column: {forms.normalise(column)} for column in own_tables()[table]}
    for form in forms.forms():
        for column, source in form.columns.items() if form.table == table else ():
            names.setdefault(column, set()).update(map(forms.normalise, source.synonyms))
    found = {}
    for column, synonyms in names.items():
        likeness = [(each, max(fuzz.WRatio(forms.normalise(each), name) for name in synonyms)) for each in headers]
        found[column] = sorted((pair for pair in likeness if pair[1] >= SUGGESTED_FROM), key=lambda pair: -pair[1])[:3]
    return {column: pairs for column, pairs in found.items() if pairs}


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
    columns: dict[str, str] = {}
    joined: dict[str, tuple[str, ...]] = {}
    for column, named in given.columns.items():
        if isinstance(named, str):
            columns[column] = present.find(named) or named
        else:
            joined[column] = tuple(present.find(each) or each for each in named)
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


def _form(present: Present) -> Form | None:
    """The form with the longest signature that is present; among equals a CRM's before a common spreadsheet's, then the
    one that places the most headers."""
    ranked = [
        (max(len(one) for one in matched), form.crm != COMMON, len(_placed(form, present)), form)
        for form in forms.forms()
        if (matched := [one for one in form.signatures if all(map(present.holds, one))])
        and not any(map(present.holds, form.without))
    ]
    return max(ranked, key=lambda each: each[:3])[3] if ranked else None


def _placed(form: Form, present: Present) -> set[str]:
    return {column for column, source in form.columns.items() if any(map(present.find, source.synonyms))}


def _from_form(form: Form, present: Present) -> list[Mapping]:
    assert form.table is not None
    columns: dict[str, str] = {}
    fallbacks: dict[str, tuple[str, ...]] = {}
    joined: dict[str, tuple[str, ...]] = {}
    rules: dict[str, Rule] = {}
    for column, source in form.columns.items():
        found = list(dict.fromkeys(filter(None, map(present.find, source.synonyms))))
        if found:
            columns[column] = found[0]
            if source.each and found[1:]:
                fallbacks[column] = tuple(found[1:])
        elif source.joined and all(map(present.find, source.joined)):
            joined[column] = tuple(filter(None, map(present.find, source.joined)))
        elif rule := _rule(source, present):
            rules[column] = rule
    mapping = Mapping(
        name=form.name,
        table=form.table,
        columns=columns,
        fallbacks=fallbacks,
        joined=joined,
        rules=rules,
        values=form.values,
        constants=form.constants,
        skip={header: texts for name, texts in form.skip.items() if (header := present.find(name))},
        shape=form.shape,
        crm=form.crm,
        score=(len(columns) + len(joined) + len(rules)) / max(len(form.columns), 1),
    )
    return [mapping, *_dates_entered(form, mapping, present)]


def _rule(source: Source, present: Present) -> Rule | None:
    found = [next(filter(None, map(present.find, synonyms)), None) for synonyms in source.of]
    headers = tuple(filter(None, found))
    if not source.rule or not headers or (source.rule == "closed_won_flags" and found[-1] is None):
        return None
    return Rule(source.rule, headers)


def _dates_entered(form: Form, deals: Mapping, present: Present) -> list[Mapping]:
    stages: dict[str, str] = {}
    for pattern in form.stage_columns:
        stages |= {stage: header for stage, header in present.matching(pattern).items() if stage not in stages}
    if not stages or "deal_id" not in deals.columns:
        return []
    columns = {"deal_id": deals.columns["deal_id"]}
    if "pipeline" in deals.columns:
        columns["pipeline"] = deals.columns["pipeline"]
    return [
        Mapping(
            name=f"{form.name}, dates entered",
            table="deal_history",
            columns=columns,
            stage_columns=stages,
            shape="date_entered",
            crm=form.crm,
        )
    ]
