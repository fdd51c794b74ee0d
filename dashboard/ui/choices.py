"""Choices of one page: which pipeline, which dimension, how stages are counted, how campaigns get credit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard.scope import ATTRIBUTIONS, COUNTING_RULES
from dashboard.ui import address, session


def one_pipeline() -> dict[str, object]:
    """A condition that keeps one pipeline, as stages of two make no funnel. Draws pills where there are several."""
    reader, offered, found = session.reader(), _pipelines(), pipeline_shown()
    if len(offered) > 1:
        usual = _usual(offered)
        key = _kept("pipeline", offered, usual)
        st.pills(reader.t("choice.pipeline"), offered, key=key, **_options("pipeline", usual))
    return found


def pipeline_shown() -> dict[str, object]:
    """The same condition before its pills are drawn."""
    offered = _pipelines()
    if len(offered) < 2:
        return {"pipeline": offered[0]} if offered and offered[0] != "~" else {}
    return {"pipeline": _wished("pipeline", offered, _usual(offered))}


def _pipelines() -> list[str]:
    chosen = session.reader().scope.pipelines
    found: list[str] = session.members(session.path_in_use(), "pipeline")["value"].to_list()
    return [name for name in found if not chosen or name in chosen]


def _usual(offered: list[str]) -> str:
    usual = session.reader().facts.get("default_pipeline")
    return usual if usual in offered else offered[0]


def one_of(name: str, options: Sequence[str], prefix: str) -> str:
    """One of a few ids, kept in the address from page to page; its words are messages `prefix.id`."""
    reader = session.reader()
    st.segmented_control(
        reader.t(f"choice.{name}"),
        list(options),
        format_func=lambda each: reader.t(f"{prefix}.{each}"),
        key=_kept(name, options, options[0]),
        **_options(name, options[0]),
    )
    return st.session_state[f"on_page.{name}"]


def shown(name: str, options: Sequence[str]) -> str:
    """The same one before its control is drawn."""
    return _wished(name, options, options[0])


def one_week(view: str) -> dict[str, object]:
    """A condition that keeps one week of a view, the latest first; draws pills of the days on which weeks begin."""
    reader = session.reader()
    weeks = session.read(view, columns=("week",))["week"].unique().sort(descending=True).to_list()
    if not weeks:
        return {}
    days = {week.isoformat(): week for week in weeks}
    offered = list(days)
    st.pills(
        reader.t("choice.week"),
        offered,
        format_func=lambda each: reader.formats.day(days[each]),
        key=_kept("week", offered, offered[0]),
        **_options("week", offered[0]),
    )
    return {"week": days[st.session_state["on_page.week"]]}


def _kept(name: str, options: Sequence[str], first: str) -> str:
    """The key of a control that shows what the address says; the first option where it says nothing it offers."""
    key = f"on_page.{name}"
    st.session_state[key] = _wished(name, options, first)
    return key


def _wished(name: str, options: Sequence[str], first: str) -> str:
    wished = address.chosen(name)
    return wished if wished is not None and wished in options else first


def _options(name: str, first: str) -> dict[str, Any]:
    return {"required": True, "on_change": _choose, "args": (name, first)}


def _choose(name: str, first: str) -> None:
    option = st.session_state[f"on_page.{name}"]
    address.choose(name, None if option == first else option)


def dimension(options: Sequence[str]) -> str:
    """The dimension a comparison is split by."""
    return one_of("dimension", options, "value")


def counting_rule() -> None:
    """Which deals count as having entered a stage; part of the scope, so that links and files carry it."""
    _rule("counting_rule", COUNTING_RULES)


def attribution() -> None:
    """Which touch of a deal its campaign credit goes to; part of the scope."""
    _rule("attribution", ATTRIBUTIONS)


def _rule(field: str, options: Sequence[str]) -> None:
    reader = session.reader()
    shown = f"on_page.{field}"
    # The scope holds None for the default rule, the control shows it by name.
    st.session_state[shown] = st.session_state.get(address.key_of(field)) or options[0]
    st.segmented_control(
        reader.t(f"choice.{field}"),
        list(options),
        format_func=lambda each: reader.t(f"rule.{each}"),
        key=shown,
        on_change=_take,
        args=(field, options[0]),
        help=reader.t(f"choice.{field}_help"),
        required=True,
    )


def _take(field: str, default: str) -> None:
    chosen = st.session_state[f"on_page.{field}"]
    st.session_state[address.key_of(field)] = None if chosen == default else chosen
