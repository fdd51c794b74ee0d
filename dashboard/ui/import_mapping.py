"""What every file was taken for, header by header, with a box to correct each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import settings_text
from dashboard.import_job import Job
from dashboard.import_words import column_name
from dashboard.importing import headers, likeness, proposal
from dashboard.importing.recognition import UNKNOWN, HeaderUse, Recognised, restored
from dashboard.reader import Reader
from dashboard.settings import DATE_ORDERS
from dashboard.settings_text import Edit
from dashboard.ui.marks import note, plain

_MOST_HEADERS = 150
_COLOURS = {"certain": "green", "likely": "blue", "doubtful": "yellow", "unknown": "red"}
_ENCODINGS = ("cp1252", "big5", "shift_jis", "utf-16", "iso8859-1", "cp1251", "euc_kr")


def editor(reader: Reader, job: Job, result: Mapping[str, Any]) -> str:
    """The files with their boxes; returns what was corrected since they were tried, as TOML."""
    found = restored(result["recognised"])
    if not found:
        return ""
    st.markdown(f"**{reader.t('import.understood')}**")
    # Those that want a person come first, the table of deals before others.
    place = {each.file: number for number, each in enumerate(found)}
    problem = job.state.problem or ""
    asked = {each.file for each in found if each.file in problem}
    found.sort(
        key=lambda each: (each.file not in asked, not each.wants_a_person, each.table != "deals", place[each.file])
    )
    edits = [_file(reader, f"{job.name}.{number}", each, each.file in asked) for number, each in enumerate(found)]
    return settings_text.toml_of(edits)


def letters(reader: Reader, job: Job, result: Mapping[str, Any]) -> str:
    """A box for the encoding where the files could not even be read; returns what was chosen as TOML."""
    if result["recognised"] or job.state.problem is None:
        return ""
    encoding = _encoding(reader, job.name)
    names = [Path(path).name for path in job.order.paths]
    return settings_text.toml_of([Edit(name, "", encoding=encoding) for name in names])


def _file(reader: Reader, key: str, found: Recognised, is_asked: bool) -> Edit:
    """One file; `is_asked`: the import was refused for something that a person has to say of it."""
    t = reader.t
    table = reader.name("table", found.table) if found.table else t("import.no_table")
    placed = t("import.placed", placed=found.placed, all=len(found.headers))
    sure = f":{_COLOURS[found.certainty]}[{t(f'import.{found.certainty}')}]"
    label = f"{plain(found.file)} → {plain(table)} · {sure} · {placed}"
    box = st.expander(
        label, expanded=found.wants_a_person or is_asked, key=f"import.file.{key}", on_change="rerun", type="compact"
    )
    if not box.open:
        # The boxes of a file that is closed are not drawn; what was said there still counts.
        return st.session_state.get(f"import.edit.{key}", Edit(found.file, found.table or ""))
    with box:
        is_new = found.certainty == UNKNOWN
        chosen = _table(reader, key, found) if is_new else found.table
        edit = Edit(found.file, "")
        if chosen is not None:
            # What was asked for comes before the headers.
            first, last = st.container(), st.container()
            with last:
                columns = _columns(reader, key, found, chosen)
            with first if is_asked else st.container():
                edit = Edit(found.file, chosen, is_new, columns, *_reading(reader, key))
    st.session_state[f"import.edit.{key}"] = edit
    return edit


def _table(reader: Reader, key: str, found: Recognised) -> str | None:
    """The table of a file that nothing recognised; None leaves it out."""
    note(reader.t("import.unknown_how"))
    tables = [None, *headers.own_tables()]
    return st.selectbox(
        reader.t("import.table"),
        tables,
        index=tables.index(found.table) if _is_fed(found) else 0,
        format_func=lambda each: reader.name("table", each) if each else reader.t("import.leave_out"),
        key=f"import.table.{key}",
        width=360,
        persist_state="session",
    )


def _is_fed(found: Recognised) -> bool:
    """Whether the guesses feed every column that a row needs."""
    return set(found.required) <= proposal.guessed(found).keys()


def _columns(reader: Reader, key: str, found: Recognised, table: str) -> dict[str, str]:
    """A box per header; returns the columns whose header is another now, "" for one that is fed no more."""
    t = reader.t
    is_guess = found.certainty == UNKNOWN
    guesses = _guesses(found, table) if is_guess else {}
    guessed = {header: name for name, (header, _) in reversed(guesses.items())}
    before, chosen = [], []
    shown = found.headers[:_MOST_HEADERS]
    for number, use in enumerate(shown):
        first = use.columns[0] if use.columns else ""
        alike = dict(likeness.columns_like(use.header, table)) if is_guess else dict(use.suggestions)
        before.append(first)
        chosen.append(_box(reader, f"{key}.{table}.{number}", use, table, guessed.get(use.header, first), alike))
    after: dict[str, str] = {}
    for use, was, now in zip(shown, before, chosen, strict=True):
        if now == was:
            continue
        if now in after:
            st.warning(t("import.twice", column=column_name(table, now, reader.language)))
        if now:
            after[now] = use.header
    # A column that was taken from its header and given to none is left empty.
    gone = {was for was, now in zip(before, chosen, strict=True) if was and was != now and was not in chosen}
    after |= {name: "" for name in gone if name not in after}
    # A guess may give a second column to a header that kept its first one.
    after |= {name: header for name, (header, _) in guesses.items() if name not in after and header in after.values()}
    if len(found.headers) > _MOST_HEADERS:
        note(t("import.more_headers", n=len(found.headers) - _MOST_HEADERS))
    _told_missing(reader, found, table, after)
    return after


def _told_missing(reader: Reader, found: Recognised, table: str, after: Mapping[str, str]) -> None:
    """The columns that nothing feeds; loudly those without which no row is read."""
    unfed = found.missing if table == found.table else headers.own_tables()[table]
    missing = [name for name in unfed if not after.get(name)]
    needed = [column_name(table, name, reader.language) for name in missing if name in headers.required(table)]
    if needed:
        st.warning(reader.t("import.required", columns=", ".join(needed)))
    rest = [column_name(table, name, reader.language) for name in missing if name not in headers.required(table)]
    if rest:
        note(plain(reader.t("import.missing", columns=reader.t("mark.comma").join(rest))))


def _guesses(found: Recognised, table: str) -> dict[str, tuple[str, float]]:
    return proposal.guessed(found if table == found.table else found.taken_for(table))


def _box(reader: Reader, key: str, use: HeaderUse, table: str, first: str, alike: Mapping[str, float]) -> str:
    """A header with its first text and the box that says what it feeds; "" for nothing."""
    t = reader.t
    rest = sorted(
        (name for name in headers.own_tables()[table] if name not in alike),
        key=lambda each: column_name(table, each, reader.language).casefold(),
    )
    options = ["", *alike, *rest]

    def named(name: str) -> str:
        if not name:
            return t("import.extra")
        said = column_name(table, name, reader.language)
        return t("import.alike", column=said, likeness=f"{alike[name]:.0f}") if name in alike else said

    words, box = st.columns([1, 1], gap="small", vertical_alignment="top")
    shown = use.example if len(use.example) <= 60 else f"{use.example[:60]}…"
    with words:
        st.markdown(f"**{plain(use.header)}**" + (f"  \n:small[:gray[{plain(shown)}]]" if shown.strip() else ""))
        if use.columns[1:]:
            also = (column_name(table, each, reader.language) for each in use.columns[1:])
            note(plain(t("import.also", columns=t("mark.comma").join(also))))
    return (
        box.selectbox(
            use.header,
            options,
            index=options.index(first) if first in options else 0,
            format_func=named,
            key=f"import.column.{key}",
            label_visibility="collapsed",
            persist_state="session",
        )
        or ""
    )


def _reading(reader: Reader, key: str) -> tuple[str | None, str | None, str | None]:
    """How dates, numbers and letters are read where the file does not tell."""
    t = reader.t
    with st.container(horizontal=True, gap="small"):
        order = st.selectbox(
            t("import.date_order"), [None, *DATE_ORDERS], key=f"import.order.{key}", width=240, persist_state="session",
            format_func=lambda each: t(f"import.date_{each}") if each else t("import.by_itself"),
        )  # fmt: skip
        mark = st.selectbox(
            t("import.decimal_mark"), [None, ".", ","], key=f"import.mark.{key}", width=240, persist_state="session",
            format_func=lambda each: each or t("import.by_itself"),
        )  # fmt: skip
        encoding = _encoding(reader, key)
    return order, mark, encoding


def _encoding(reader: Reader, key: str) -> str | None:
    return st.selectbox(
        reader.t("import.encoding"),
        [None, *_ENCODINGS],
        key=f"import.encoding.{key}",
        width=240,
        persist_state="session",
        format_func=lambda each: each or reader.t("import.by_itself"),
    )
