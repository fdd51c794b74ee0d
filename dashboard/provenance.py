"""Where rows come from, in the reader's words: what every file that leaves the house says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from dashboard import catalog
from dashboard.days import Until
from dashboard.formats import SPACE
from dashboard.reader import ENUMERATIONS, Reader
from dashboard.scope import FILTERS, PERMISSIONS, RULES
from dashboard.scope import in_words as rule_in_words
from dashboard.workbook import About, Column

# Money and counts whose sum says nothing: means, prices, and what is divided by something.
_NOT_ADDITIVE = re.compile(r"^(average|mean|median|cost_per|required)_|_per_|_price$|sample$")
_DIVIDED = re.compile(r"/|\b(median|quantile\w*|avg)\s*\(")
Named = Callable[[str, str], str]


def sentence(reader: Reader, named: Named | None = None) -> str:
    """The scope in words, the currency included."""
    currency = reader.t("scope.currency", currency=reader.formats.currency_name).replace("**", "")
    return f"{reader.scope.sentence(reader.language, reader.facts, named)} · {currency}"


def imported(reader: Reader) -> str:
    """Data as of which day, and when they were imported."""
    at = reader.facts["imported_at"]
    when = f"{reader.formats.day(at.date())}{SPACE}{at:%H:%M}"
    day = reader.formats.day(reader.facts["exported_on"])
    return f"{reader.t('fresh.as_of', day=day)} · {reader.t('about.imported')} {when}"


def about(
    reader: Reader,
    view: str,
    frame: pl.DataFrame,
    *,
    version: str,
    sql: str = "",
    where: Mapping[str, object] | None = None,
    finding: str = "",
    caption: str = "",
    named: Named | None = None,
) -> About:
    """What a workbook of these rows says of them. `version` is the file name of the database, `caption` how the page
    says what it shows, `named` turns a dimension and a member into words."""
    described, t = catalog.query(view), reader.t
    title = described.title(reader.language)
    facts: list[tuple[str, object]] = [(t("about.finding"), finding)] if finding and finding != title else []
    facts += [(t("about.shows"), caption)] if caption else []
    facts += [(t("about.what"), reader.about_object(view))]
    facts += [(t("about.scope"), sentence(reader, named)), *_chosen(reader, view, where or {}, named or reader.name)]
    facts += [
        (t("about.exported_on"), reader.facts["exported_on"]),
        (t("about.imported"), reader.facts["imported_at"]),
        (t("about.version"), version),
        (t("about.view"), view),
    ]
    return About(
        title,
        _words(reader),
        facts,
        [column(reader, view, name) for name in frame.columns],
        sql,
        _units_by_row(view, frame),
        reader.facts["imported_at"],
    )


def in_words(reader: Reader, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its enumerations as the reader's language says them; everything else is untouched."""
    found = []
    for name, kind in frame.schema.items():
        if kind == pl.String and name in ENUMERATIONS:
            known = {value: reader.name(name, value) for value in frame[name].unique().drop_nulls()}
            found.append(pl.col(name).replace(known))
    return frame.with_columns(found)


def column(reader: Reader, view: str, name: str) -> Column:
    """A column of a view as the reader is told it: label, unit, what it counts and leaves out."""
    unit = reader.unit(view, name)
    words = reader.t(f"about.unit_{unit}", currency=reader.formats.currency) if unit else ""
    return Column(
        name,
        reader.label(view, name),
        unit,
        words,
        reader.about(view, name),
        is_additive(name, unit),
    )


def is_additive(name: str, unit: str) -> bool:
    """Whether rows of such a column may be summed: money and counts that are no means, prices or ratios."""
    if unit not in ("money", "count") or _NOT_ADDITIVE.search(name):
        return False
    try:
        return _DIVIDED.search(catalog.measure(name).code) is None
    except KeyError:
        return True


def _chosen(reader: Reader, view: str, where: Mapping[str, object], named: Named) -> list[tuple[str, object]]:
    """The period, the day, and each choice that is not the default."""
    t, scope, language = reader.t, reader.scope, reader.language
    start, end = reader.period
    found: list[tuple[str, object]] = [
        (t("about.period_start"), start),
        (t("about.period_end"), end),
        (t("about.as_of"), reader.as_of),
    ]
    for choice in FILTERS:
        values = getattr(scope, choice.field)
        if values:
            found.append((choice.words(language), _listed(reader, [named(choice.key, value) for value in values])))
    for choice in RULES:
        value = getattr(scope, choice.field)
        if value is not None:
            found.append((choice.words(language), rule_in_words(value, language)))
    for name in PERMISSIONS:
        values = getattr(scope, name)
        if values is not None:
            said = _listed(reader, [reader.name("", value) for value in values]) or t("about.nobody")
            found.append((t("about.permitted"), said))
    for name, value in where.items():
        values = list(value) if isinstance(value, list | tuple) else [value]
        found.append((reader.label(view, name), _listed(reader, [_value(reader, name, each) for each in values])))
    found.append((t("about.currency"), reader.formats.currency))
    return found


def _listed(reader: Reader, words: Sequence[str]) -> str:
    return ("、" if reader.formats.is_chinese else ", ").join(words)


def _value(reader: Reader, name: str, value: object) -> str:
    if isinstance(value, bool):
        return reader.t("value.yes" if value else "value.no")
    if isinstance(value, Until):
        return reader.t("about.until", day=reader.formats.day(value.day))
    return reader.name(name, value)


def _words(reader: Reader) -> dict[str, str]:
    keys = ("about", "rows", "totals", "columns", "column", "unit", "meaning", "sql")
    return {key: reader.t(f"about.{key}") for key in keys}


def _units_by_row(view: str, frame: pl.DataFrame) -> dict[str, list[str]]:
    """Units of columns whose rows are different measures."""
    if "measure" not in frame.columns:
        return {}
    described = catalog.query(view)
    mixed = [name for name in frame.columns if name in described.columns and described.column(name).unit == "number"]
    units: list[str] = [_unit_of(measure) for measure in frame["measure"]]
    return {name: units for name in mixed if units}


def _unit_of(measure: Any) -> str:
    try:
        return catalog.measure(str(measure)).header.get("unit", "")
    except KeyError:
        return ""
