"""Lists of deals: the rows behind a number that a reader followed, with the way back; else a named condition."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from dashboard import catalog, selections, sentences
from dashboard.cut_lists import height, total
from dashboard.days import Until, period_name
from dashboard.deal_conditions import NAMED, WARNED, columns_for
from dashboard.narrowing import LIST, Behind, counted
from dashboard.reader import ENUMERATIONS, Reader
from dashboard.scope import FILTERS, Scope
from dashboard.ui import address, session
from dashboard.ui.choices import one_of
from dashboard.ui.followed import COUNTED, RESTS_ON, Followed
from dashboard.ui.marks import note, plain
from dashboard.ui.report import Kept, report

_PAGES = Path(__file__).resolve().parent.parent / "app_pages"


def rows_behind() -> bool:
    """Draw the rows behind the number that was followed, and the way back. False where none was."""
    number = address.followed()
    if number is None:
        return False
    reader = session.reader()
    _way_back(reader, number)
    caption = {COUNTED: "caption.rows_counted", RESTS_ON: "caption.rows_under"}.get(
        number.column, "caption.rows_behind"
    )
    finding: sentences.Finding = functools.partial(_told, number)
    if number.less:
        scope = _other_period(reader, number)
        other = session.totals(number.view, number.where, _sums(number), scope)
        caption, finding = "caption.rows_less", functools.partial(_difference, number, scope, other)
        _other_rows(reader, number, scope, other)
    report(
        number.view,
        finding=finding,
        caption=caption,
        is_good_empty=bool(number.less),
        where=number.where,
        keep=selections.with_warnings if number.view == WARNED else None,
        columns=_columns(number),
        sums=_sums(number),
        key=f"behind.{number.of}.{number.view}",
    )
    return True


def named_deals() -> None:
    """Draw the choice of a named condition and its deals, and the way to what changed about them."""
    name = one_of("deals", tuple(NAMED), "deals")
    found = NAMED[name]
    report(
        LIST,
        finding=sentences.deals_found(f"finding.{name}"),
        # Under the name alone stands the chart of stalled deals per stage.
        caption="caption.stalled_list" if name == "stalled" else f"caption.{name}",
        where=found.on_the_day_of(session.reader()),
        columns=found.columns,
        sums=("amount",),
        key=f"deals.{name}",
    )
    reader = session.reader()
    there = address.elsewhere(reader.scope)
    st.page_link("app_pages/changes.py", label=reader.t("deals.changes"), icon="", query_params=there)


def deals(
    name: str, *, keep: Kept, finding: sentences.Finding, caption: str, columns: Sequence[str], limit: int = 8
) -> None:
    """The first of the open deals of a named condition: `largest_open` or `due`."""
    report(
        "deal_list",
        finding=finding,
        caption=caption,
        where=NAMED[name].on_the_day_of(session.reader()),
        keep=keep,
        short=name.removesuffix("_open"),
        is_good_empty=True,
        limit=limit,
        columns=columns,
    )


def _way_back(reader: Reader, number: Followed) -> None:
    page = number.page if (_PAGES / f"{number.page}.py").is_file() else "overview"
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="way-back"):
        st.page_link(
            f"app_pages/{page}.py",
            label=reader.t("number.back", page=reader.t(f"page.{page}")),
            icon=":material/arrow_back:",
            query_params=number.way_back(address.query(reader.scope)),
        )
        conditions = [_condition(reader, number.view, name, value) for name, value in number.where.items()]
        if conditions:
            note(reader.t("number.where", conditions=plain(" · ".join(conditions))), width="content")


def _columns(number: Followed) -> tuple[str, ...] | None:
    """The columns of a list but its ids and those in which all of its rows are alike, what is summed first."""
    if number.view in (LIST, WARNED):
        return columns_for(number.view, number.where)
    if not number.view.endswith("_list"):
        return None
    alike = {name for name, value in number.where.items() if not isinstance(value, list | Until)} | {"stage_order"}
    alike |= _alone()
    rest = [name for name in catalog.query(number.view).columns if not name.endswith("_id") and name not in alike]
    return tuple(dict.fromkeys([*_sums(number), *rest]))


def _alone() -> set[str]:
    """Dimensions in which all deals of the company are alike, so that nobody needs to hear their member."""
    return {"pipeline"} if len(session.members(session.path_in_use(), "pipeline")) < 2 else set()


def _rows_told(reader: Reader, view: str, n: int) -> str:
    """How many rows a list has, of what they are: 102 movements, 12 payments."""
    if f"rows.{view}" in reader.t:
        return reader.t.plural(f"rows.{view}", n)
    return reader.t("number.list", list=catalog.query(view).title(reader.language), n=f"{n:,}")


def _told(number: Followed, view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The number's name, what it is about and its value: in full for money, a count of rows for the others."""
    of, _, column = number.of.partition(".")
    words: dict[str, Any] = {
        "name": " · ".join([*_members(reader, number), *_movement(reader, number), reader.label(of, column)]),
        "rows": _rows_told(reader, view, height(rows)),
        "n": f"{height(rows):,}",
    }
    if number.column == COUNTED:
        return reader.t("number.counted_deals" if view == LIST else "number.counted", **words)
    found = session.key_figures() if of == "kpis" else None
    kpis = found.values if found else {}
    if number.column == RESTS_ON:
        sample = found.compared[column]["sample"] if found and column in found.compared else None
        if said := sentences.followed(column, kpis, reader, sample) or _made_of(number, of, column, reader):
            return reader.t("number.sum", total=said, **words)
        key = "number.rests_on_deals" if view == LIST else "number.rests_on"
        return reader.t.plural(key, height(rows), **words)
    said = _written(reader, view, number.column, _summed(number.column, rows)) + sentences.share(column, kpis, reader)
    return reader.t("number.sum", total=said, **words)


def _made_of(number: Followed, view: str, column: str, reader: Reader) -> str:
    """A rate with the two counts of the rows behind it that it is made of; "" where they are not of these rows."""
    among = [counted(view, each, number.view) for each in sentences.MADE_OF.get(column, ())]
    counts = [session.totals(number.view, number.where | each)["rows"] for each in among if each is not None]
    return sentences.rate_of(column, counts[0], counts[1], reader) if len(counts) == 2 else ""


def _other_period(reader: Reader, number: Followed) -> Scope:
    """The scope of the sum that was taken off."""
    days = session.days(session.path_in_use(), reader.scope)
    return Behind(number.view, number.where, compared=number.less).narrow(reader.scope, days)


def _sums(number: Followed) -> tuple[str, ...]:
    """The column whose sum is the number; none where rows are counted."""
    return () if number.column in (COUNTED, RESTS_ON) else (number.column,)


def _other_rows(reader: Reader, number: Followed, scope: Scope, totals: Mapping[str, Any]) -> None:
    """A link to the rows of the sum that was taken off, from which the same page is the way back."""
    found = Behind(number.view, number.where, "" if number.column == COUNTED else number.column)
    before, after = number.way_back(address.query(reader.scope)), address.query(scope)
    there = Followed.behind(number.of, found, number.page, before, after)
    words = reader.t("number.other", period=_days(reader, scope), n=f"{totals['rows']:,}")
    st.page_link(f"app_pages/{address.DEALS}.py", label=words, icon="", query_params=after | there.to_query())


def _difference(
    number: Followed, scope: Scope, other: Mapping[str, Any], view: str, rows: pl.DataFrame, reader: Reader
) -> str:
    """The name of a difference and both of its sums, in full."""
    of, _, column = number.of.partition(".")
    now, then = _summed(number.column, rows), other["rows" if number.column == COUNTED else number.column] or 0
    sign = "+" if now > then else "−" if now < then else ""
    return reader.t(
        "number.difference",
        name=" · ".join([*_members(reader, number), reader.label(of, column)]),
        change=f"{sign}{_written(reader, view, number.column, abs(now - then))}",
        now=_written(reader, view, number.column, now),
        then=_written(reader, view, number.column, then),
        period=_days(reader, scope),
    )


def _summed(column: str, rows: pl.DataFrame) -> Any:
    return height(rows) if column == COUNTED else total(rows, column)


def _days(reader: Reader, scope: Scope) -> str:
    """The days of another period that count, in words."""
    first = int(reader.facts.get("fiscal_year_start_month") or 1)
    days = session.days(session.path_in_use(), scope)
    return period_name(days["period_start"], min(days["period_end"], days["as_of"]), reader.language, first)


def _written(reader: Reader, view: str, column: str, total: Any) -> str:
    if column != COUNTED and reader.unit(view, column) == "money":
        return reader.formats.exact_money(total)
    return f"{total:,}" if column == COUNTED else reader.value(view, column, total)


def _movement(reader: Reader, number: Followed) -> list[str]:
    """What happened in all of the rows, in words; [] where that is no condition of theirs."""
    happened = number.where.get("movement")
    return [reader.name("movement", happened)] if isinstance(happened, str) else []


def _members(reader: Reader, number: Followed) -> list[str]:
    """What the scope was narrowed to on the way, and members of the rows that no filter names, in words."""
    narrowed = {each.partition("=")[0] for each in number.undo}
    members = {choice.key for choice in FILTERS} - _alone()
    found = [
        session.named(choice.key, value)
        for choice in FILTERS
        if choice.key in narrowed & members
        for value in getattr(reader.scope, choice.field) or ()
    ]
    found += [value for name, value in number.where.items() if name in members and isinstance(value, str)]
    usual = (reader.facts["default_period_start"], reader.facts["default_period_end"])
    is_of_a_day = "as_of" in narrowed
    if narrowed & {"from", "to"} and not (is_of_a_day and reader.period == usual):
        first = int(reader.facts.get("fiscal_year_start_month") or 1)
        found.append(period_name(*reader.period, reader.language, first))
    return [*found, reader.t("number.as_of", day=reader.formats.day(reader.as_of))] if is_of_a_day else found


def _condition(reader: Reader, view: str, name: str, value: object) -> str:
    label = reader.label(view, name)
    if value is True:
        return label
    if isinstance(value, list):
        return reader.t("number.not", label=label)
    if isinstance(value, Until):
        return f"{label}: {reader.t('about.until', day=reader.formats.day(value.day))}"
    return f"{label}: {reader.name(name, value)}" if name in ENUMERATIONS or value is None else f"{label}: {value}"
