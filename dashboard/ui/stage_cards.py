"""The stages of a playbook as cards: what each means and what to do there, beside what stands in it now."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.charts.form import numbers
from dashboard.formats import NOTHING, SPACE
from dashboard.reader import Reader
from dashboard.settings import STAGE_TEXTS
from dashboard.ui import session, states
from dashboard.ui.card_grid import Card, card_grid
from dashboard.ui.marks import note, plain

VIEW = "stage_playbook"
# What a card says of the deals in its stage, in this order.
_FIGURES = ("deals", "amount", "stalled_deals", "resolved_conversion", "median_days", "expected_days")


def stage_texts() -> tuple[str, ...]:
    """The columns of what is written about stages, in the reader's language."""
    return tuple(map(session.reader().in_language, STAGE_TEXTS))


def stage_cards(where: Mapping[str, object]) -> None:
    """One card per stage of a pipeline, in stage order."""
    reader = session.reader()
    try:
        with st.skeleton(height=260):
            rows = numbers(session.read(VIEW, where=where))
        stages = [((repr(where), row["stage"]), row) for row in rows.iter_rows(named=True)]
        card_grid(reader, [(name, functools.partial(_card, reader, row)) for name, row in stages], 2, 340)
        unwritten = [reader.name("stage", row["stage"]) for row in rows.iter_rows(named=True) if not _texts(row)]
        if unwritten:
            names = reader.t("list.and").join(plain(name) for name in unwritten)
            note(reader.t.plural("playbook.unwritten", len(unwritten), stages=names))
    except Exception as error:
        states.failed(reader, error)


def _texts(row: Mapping[str, Any]) -> list[str]:
    """The columns of what is written about the stage of a row, in the reader's language."""
    return [name for name in stage_texts() if row[name]]


def _card(reader: Reader, row: Mapping[str, Any]) -> Card:
    place = f"{row['stage_order']:.0f} · " if row["stage_order"] is not None else ""
    chance = "" if row["probability"] is None else f" · {_figure(reader, row, 'probability')}"
    # Of a stage in which nothing stands only how deals went through it is worth saying.
    shown = _FIGURES if row["deals"] else _FIGURES[3:]
    said = [] if row["deals"] else [reader.t("playbook.none_here")]
    said += [_figure(reader, row, name) for name in shown if _said(reader, row, name) != NOTHING]
    return Card(
        name=row["stage"],
        label=f"{place}{reader.name('stage', row['stage'])}{chance}",
        texts=tuple(f"**{reader.label(VIEW, name)}** {plain(row[name])}" for name in _texts(row))
        or (reader.t("playbook.not_written"),),
        moved=plain(f"{SPACE}· ".join(said)),
        behind=reader.follow(VIEW, "deals", row) or "",
    )


def _figure(reader: Reader, row: Mapping[str, Any], name: str) -> str:
    """A number in words, a rate with how many cases it rests on."""
    if name == "deals":
        return reader.t.plural("n.deals", int(row[name]))
    sample = int(row["advanced"] or 0) + int(row["lost"] or 0)
    return reader.t(f"playbook.{name}", value=_said(reader, row, name), n=f"{sample:,}")


def _said(reader: Reader, row: Mapping[str, Any], name: str) -> str:
    return reader.value(VIEW, name, row[name], short=True)
