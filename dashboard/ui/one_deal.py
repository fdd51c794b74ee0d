"""One deal: where it stands in one look, the way back to the list it was found in, and how another one is found."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from dashboard.charts.form import numbers
from dashboard.formats import NOTHING
from dashboard.reader import Reader
from dashboard.scope import FIRST_DAY, Scope
from dashboard.selections import with_warnings
from dashboard.ui import absent, address, session, states
from dashboard.ui.card_grid import Card, card_grid
from dashboard.ui.downloads import slice_download
from dashboard.ui.marks import note, plain

VIEW = "deal_list"
_PAGES = Path(__file__).resolve().parent.parent / "app_pages"
_PAGE = f"app_pages/{address.DEAL}.py"
# As many found deals as a reader looks through; who sees more writes more of the name.
_MOST_FOUND = 12
_SEARCH = "on_page.deal_search"


def whole_life(scope: Scope, facts: Mapping[str, Any]) -> Scope:
    """The scope in which one deal is seen: whatever the filters, from the first day to the chosen as-of day, else to
    the export."""
    end = facts["exported_on"]
    first = min(facts.get("first_day") or FIRST_DAY, end)
    return scope.permissions_only().replace(period_start=first, period_end=end, as_of=scope.as_of)


def one_deal() -> dict[str, object]:
    """A condition that keeps the deal in the address, below the way back; a search where there is none."""
    reader, chosen = session.reader(), address.deal()
    scope = address.scope_chosen(reader.facts)
    if chosen is None:
        _search(reader, scope)
        return {}
    page, query = address.back(scope)
    page = page if (_PAGES / f"{page}.py").is_file() else "overview"
    words = reader.t("number.back", page=reader.t(f"page.{page}"))
    with st.container(key="way-back"):
        st.page_link(f"app_pages/{page}.py", label=words, icon=":material/arrow_back:", query_params=query)
    return {"deal_id": chosen}


def name_of(deal: str) -> str | None:
    """What a deal is called on the as-of day; None where there is no such deal, or no telling."""
    try:
        rows = _row({"deal_id": deal})
    except Exception:  # The cards, which ask the same, say what went wrong.
        return None
    return rows["deal"][0] if rows.height else None


def deal_cards(where: Mapping[str, object]) -> None:
    """What the deal is like on the as-of day, with what a head of sales asks about it. Raises PageEndedError where
    there is no such deal: what follows would say so again."""
    reader = session.reader()
    try:
        with st.skeleton(height=320):
            rows = with_warnings(numbers(_row(where)), session.reader())
        if not rows.is_empty():
            _cards(reader, rows.row(0, named=True))
            return
        _unknown(reader, where)
    except Exception as error:
        states.failed(reader, error)
        return
    raise absent.PageEndedError


def _row(where: Mapping[str, object]) -> pl.DataFrame:
    return session.read(VIEW, where=where, limit=1)


def _search(reader: Reader, scope: Scope) -> None:
    """A box to write into, and the deals found as links."""
    t = reader.t
    search = st.text_input(t("choice.deal"), key=_SEARCH, placeholder=t("choice.deal_help"), persist_state="session")
    if not (search or "").strip():
        return
    found = session.members(session.path_in_use(), "deal", scope.permissions_only(), search, _MOST_FOUND + 1)
    with st.container(gap="xxsmall", key="found-deals"):
        for value, label in found.head(_MOST_FOUND).select("value", "label").iter_rows():
            there = address.elsewhere(scope) | {"deal": [value], "page": [address.DEAL]}
            st.page_link(_PAGE, label=plain(label), icon="", query_params=there)
    if found.is_empty():
        note(t("scope.none_found", filter=t("choice.deal"), search=plain(search)))
    elif found.height > _MOST_FOUND:
        note(t("deal.more_found", n=_MOST_FOUND))


def _unknown(reader: Reader, where: Mapping[str, object]) -> None:
    """No such deal on this day, and the way to the last day."""
    id_, scope = plain(str(where["deal_id"])), address.scope_chosen(reader.facts)
    with st.container(border=True, gap="xxsmall", key="report-unknown"):
        st.header(reader.t("deal.unknown", deal=id_), anchor=False)
        note(reader.t("deal.unknown_how", day=reader.formats.day(reader.as_of)))
        if scope.as_of:
            there = address.query(scope.replace(as_of=None))
            day = reader.formats.day(reader.facts["exported_on"])
            st.page_link(_PAGE, label=reader.t("deal.on_last_day", day=day), icon="", query_params=there)


def _cards(reader: Reader, row: Mapping[str, Any]) -> None:
    if str(row["url"] or "").startswith(("https://", "http://")):
        st.link_button(reader.t("deal.in_crm"), row["url"], icon=":material/open_in_new:", type="tertiary")
    who = ("account", "account_size", "product_line", "deal_type", "rep", "team", "region", "channel", "campaign")
    said = [f":gray[{reader.label(VIEW, name)}] {plain(reader.name(name, row[name]))}" for name in who if row[name]]
    st.markdown(" · ".join(said))
    if row["why"]:
        note(_grave(plain(row["why"])))
    figures = _figures(reader, row)
    made = [((row["deal_id"], told[0]), functools.partial(_card, *told)) for told in figures]
    card_grid(reader, made)
    slice_download(reader, VIEW, "deal", {"deal_id": row["deal_id"]})


def _card(label: str, value: str, *notes: str) -> Card:
    return Card(name=label, label=label, value=plain(value), notes=notes)


def _figures(reader: Reader, row: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Label, value and what is to be said of it, card by card."""
    return [
        _standing(reader, row),
        (
            reader.label(VIEW, "amount"),
            reader.formats.money(row["amount"]),
            _joined(reader, row, "weighted_amount", "forecast_category") if row["is_open"] else "",
        ),
        _expected(reader, row),
        _stay(reader, row) if row["is_open"] else _ending(reader, row),
        _age(reader, row),
        _next(reader, row),
    ]


def _standing(reader: Reader, row: Mapping[str, Any]) -> tuple[str, ...]:
    if row["is_open"]:
        return reader.label(VIEW, "stage"), reader.name("stage", row["stage"]), _joined(reader, row, "probability")
    return (
        reader.label(VIEW, "outcome"),
        reader.name("outcome", row["outcome"]),
        reader.t("deal.closed_from", day=reader.formats.day(row["closed_date"]), stage=_stage(reader, row)),
    )


def _expected(reader: Reader, row: Mapping[str, Any]) -> tuple[str, ...]:
    close, pushed = row["expected_close_date"], int(row["push_count"] or 0)
    told = reader.t.plural("why.pushed", pushed) if pushed else reader.t("deal.never_pushed")
    return reader.label(VIEW, "expected_close_date"), reader.formats.day(close), told


def _stay(reader: Reader, row: Mapping[str, Any]) -> tuple[str, ...]:
    limit = row["stalled_limit_days"]
    told = reader.t("deal.no_limit")
    if limit is not None:
        told = reader.t("deal.limit", days=reader.formats.days(limit), stage=_stage(reader, row))
    advice = _advice(reader, row) if row["is_stalled"] else ""
    return reader.label(VIEW, "days_in_stage"), reader.formats.days(row["days_in_stage"]), told, advice


def _advice(reader: Reader, row: Mapping[str, Any]) -> str:
    """What the playbook says to do about a deal that is stuck in its stage."""
    advice = reader.in_language("advice")
    told = session.read("stages", where={name: row[name] for name in ("pipeline", "stage")}, columns=(advice,))
    said = told[advice][0] if told.height else None
    return f"{reader.label('stage_playbook', advice)}{reader.t('mark.colon')}{plain(said)}" if said else ""


def _ending(reader: Reader, row: Mapping[str, Any]) -> tuple[str, ...]:
    told = _joined(reader, row, "reason_group", "lost_to")
    reason = row["close_reason"] or NOTHING
    return reader.label(VIEW, "close_reason"), reason, told


def _age(reader: Reader, row: Mapping[str, Any]) -> tuple[str, ...]:
    began = reader.t("deal.created", day=reader.formats.day(row["created_date"]))
    limit = row["cycle_limit_days"]
    if row["is_open"] and limit is not None:
        began = f"{began} · {reader.label(VIEW, 'cycle_limit_days')} {reader.formats.days(limit)}"
    return reader.label(VIEW, "age_days"), reader.formats.days(row["age_days"]), began


def _next(reader: Reader, row: Mapping[str, Any]) -> tuple[str, ...]:
    quiet = row["days_since_last_activity"]
    last = reader.t("deal.no_activity") if quiet is None else reader.t.plural("deal.last_activity", int(quiet))
    step = plain(row["next_step"] or "")
    is_told = quiet is None or _is_imported(row["deal_id"], reader.as_of - dt.timedelta(int(quiet)))
    origin = "" if is_told else reader.t("deal.activity_of_crm")
    return reader.label(VIEW, "next_step_date"), reader.formats.day(row["next_step_date"]), step, last, origin


def _is_imported(deal: str, day: dt.date) -> bool:
    """Whether the events of a deal hold an activity on this day; the CRM may know of a later one by a field alone."""
    where = {"deal_id": deal, "event": "activity", "on_date": day}
    return session.read("deal_timeline", where=where, limit=1, columns=("on_date",)).height > 0


def _joined(reader: Reader, row: Mapping[str, Any], *names: str) -> str:
    """What is known of these columns, each with its label."""
    said = []
    for name in names:
        if row[name] is not None:
            value = reader.name(name, row[name]) if isinstance(row[name], str) else reader.value(VIEW, name, row[name])
            said.append(f"{reader.label(VIEW, name)} {plain(value)}")
    return " · ".join(said)


def _stage(reader: Reader, row: Mapping[str, Any]) -> str:
    return plain(reader.name("stage", row["stage"]))


def _grave(words: str) -> str:
    """A warning: the diamond of what is stuck, so that it is not told by colour alone."""
    return f":yellow[**◆ {words}**]"
