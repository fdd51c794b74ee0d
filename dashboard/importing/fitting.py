"""Forms laid over headers: which one a file is written in, and the mappings that it gives."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from dashboard.importing import forms, tables
from dashboard.importing.forms import Form, Source, key
from dashboard.importing.mapping import Mapping, Rule
from dashboard.importing.present import Present

T = TypeVar("T")

COMMON = "chinese_spreadsheet"
# How headers end that hold ids, where the same thing may be named beside.
_IS_ID = re.compile(r"(id|number|code|key|编号|编码|工号|\.id)$")


def mappings(form: Form, present: Present) -> list[Mapping]:
    """The mappings of a file in that form, one per table it feeds."""
    found = _from_form(form, present)
    return _with_lines(form, found, present) if form.table in ("deals", "deal_lines") else found


def is_ambiguous(names: list[str], table: str) -> bool:
    """Whether a form of another table fits the headers as well as the one that was taken."""
    present = Present(names)
    ranked = _ranked(present)
    best = max((each[:2] for each in ranked), default=None)
    return any(each[:2] == best and each[3].table not in (table, None) for each in ranked)


def form_of(present: Present) -> Form | None:
    """The form with the longest signature that is present; among equals a CRM's before a common spreadsheet's, then the
    one that places the most headers."""
    return max(_ranked(present), key=lambda each: each[:3], default=(0, False, 0, None))[3]


def _ranked(present: Present) -> list[tuple[int, bool, int, Form]]:
    return [
        (max(len(one) for one in matched), form.crm != COMMON, len(_placed(form, present)), form)
        for form in forms.forms()
        if (matched := [one for one in form.signatures if all(map(present.holds, one))])
        and not any(map(present.holds, form.without))
    ]


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
            elif name := _carried_name(form.table, column, found):
                columns.setdefault(*name)
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


def _with_lines(form: Form, found: list[Mapping], present: Present) -> list[Mapping]:
    """A file of deals with a row per line feeds both tables: the mapping of the other one joins that of the form.

    An amount that both would take is the deal's: a report repeats it on every line.
    """
    fitting = [each for *_, each in _ranked(present) if each.crm == form.crm and each.table]
    by_table = {each.table: _from_form(each, present)[0] for each in reversed(fitting)} | {form.table: found[0]}
    if not {"deals", "deal_lines"} <= by_table.keys():
        return found
    deals, lines = by_table["deals"], by_table["deal_lines"]
    product = lines.columns.get("product_id")
    if not product or not {"stage", "outcome"} & (deals.columns.keys() | deals.rules.keys()):
        return found
    taken = {deals.columns.get("amount"), *deals.fallbacks.get("amount", ())}
    own = {name: header for name, header in lines.columns.items() if name != "amount" or header not in taken}
    deals = replace(deals, is_once=True, columns=without(deals.columns, {"product_id": "", "product_name": ""}))
    others = [each for each in found if each.table not in ("deals", "deal_lines")]
    return [deals, replace(lines, columns=own, skip={**lines.skip, product: ("",)}), *others]


def _carried_name(table: str, column: str, found: list[str]) -> tuple[str, str] | None:
    """The column for the name that stands beside an id, and its header; None where there is no such pair."""
    ours = f"{column.removesuffix('_id')}_name"
    names = [header for header in found[1:] if not _IS_ID.search(key(header))]
    if ours not in tables.columns(table) or not _IS_ID.search(key(found[0])) or not names:
        return None
    return ours, names[0]


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


def without(kept: dict[str, T], over: dict[str, str | tuple[str, ...]]) -> dict[str, T]:
    """The columns that are not among those laid over them."""
    return {name: each for name, each in kept.items() if name not in over}
