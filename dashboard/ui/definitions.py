"""The definitions page: one definition by its address, all of them by subject, and a search in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import streamlit as st

from dashboard import catalog, definitions
from dashboard.catalog import Query
from dashboard.reader import Reader
from dashboard.synonyms import called_elsewhere
from dashboard.ui import address, session
from dashboard.ui.marks import note, plain

_PAGE = "app_pages/definitions.py"
# The choice of the page, as ui/address.py keeps it.
_CHOICE = "definition"
_MOST_FOUND = 30


def definition_link(reader: Reader, name: str, label: str | None = None) -> None:
    """A link to the definition of a measure, view or check, by its name; the reader's choices stay."""
    words = label or reader.t("definitions.link")
    st.page_link(_PAGE, label=plain(words), query_params=definition_query(reader, name))


def definition_query(reader: Reader, name: str) -> address.Query:
    """The parameters of that link."""
    return {**address.elsewhere(reader.scope), address.CHOICES[_CHOICE]: [name]}


def definition_address(reader: Reader, name: str) -> str:
    """The same as an address for a text in Markdown."""
    return f"definitions?{urlencode(definition_query(reader, name), doseq=True)}"


def short_definition(reader: Reader, described: Query, columns: Iterable[str]) -> None:
    """What a view and some of its columns count, with a link to all of it."""
    st.markdown(plain(reader.about_object(described.name)))
    grain = described.header.get("grain_zh" if reader.formats.is_chinese else "grain", "")
    if grain:
        note(plain(f"{reader.t('report.grain')}{grain}"))
    lines = [
        f"- **{plain(reader.label(described.name, name))}**: {plain(reader.about(described.name, name))}"
        for name in columns
        if reader.about(described.name, name)
    ]
    st.markdown("\n".join(lines))
    if definitions.known(described.name):
        definition_link(reader, described.name)


def all_definitions() -> None:
    """The page: the definition asked for, the search, and every definition by subject."""
    reader = session.reader()
    asked = definitions.known(address.chosen(_CHOICE) or "")
    if asked:
        with st.container(border=True, gap="small", key="definition"):
            _definition(reader, asked, is_asked=True)
            st.button(
                reader.t("definitions.all"),
                key="definition-close",
                on_click=address.choose,
                args=(_CHOICE, None),
                type="tertiary",
            )
    _search(reader, asked is None)


@st.fragment
def _search(reader: Reader, is_alone: bool) -> None:
    t = reader.t
    words = st.text_input(
        t("definitions.find"),
        key="definition-words",
        type="search",
        placeholder=t("definitions.placeholder"),
        live="200ms",
        icon=":material/search:",
    )
    if words and words.strip():
        hits = definitions.found(words)
        if not hits:
            st.header(t("definitions.nothing", words=plain(words.strip())), anchor=False)
            note(t("definitions.none"))
            return
        st.header(t.plural("definitions.found", len(hits)), anchor=False)
        _listed(reader, hits[:_MOST_FOUND], "found")
        if len(hits) > _MOST_FOUND:
            note(t("report.cut", shown=_MOST_FOUND, all=len(hits)))
        return
    layer = st.segmented_control(
        t("definitions.kinds"),
        definitions.LAYERS,
        format_func=lambda each: t(f"layer.{each}"),
        default=definitions.LAYERS[0],
        key="definition-layer",
        required=True,
        label_visibility="collapsed",
    )
    chosen = definitions.entries(layer or definitions.LAYERS[0])
    for subject in dict.fromkeys(each.header.get("subject", "") for each in chosen):
        if subject:
            st.header(t(f"subject.{subject}"), anchor=False)
        elif is_alone:
            st.header(t("layer.checks"), anchor=False)
        _listed(reader, (each for each in chosen if each.header.get("subject", "") == subject), "all")


def _listed(reader: Reader, listed: Iterable[Query], where: str) -> None:
    with st.container(gap="xxsmall"):
        for each in listed:
            key = f"definition-{where}.{each.layer}.{each.name}"
            detail = st.expander(_name(reader, each), key=key, on_change="rerun", type="compact")
            if detail.open:
                with detail, st.container(border=True, gap="small"):
                    _definition(reader, each)


def _name(reader: Reader, query: Query) -> str:
    """Its name in the reader's language and in the other one, which a colleague may use."""
    other = query.title("en" if reader.formats.is_chinese else "zh")
    return f"**{plain(query.title(reader.language))}** · {plain(other)}"


def _definition(reader: Reader, query: Query, is_asked: bool = False) -> None:
    if is_asked:
        other = query.title("en" if reader.formats.is_chinese else "zh")
        st.header(plain(query.title(reader.language)), anchor=False)
        note(f"{plain(other)} · {reader.t(f'layer_one.{query.layer}')}")
    facts = _facts_of_a_measure if query.layer == "metrics" else _facts_of_a_view
    st.markdown("\n".join(f"- **{name}**{reader.t('mark.colon')}{said}" for name, said in facts(reader, query) if said))
    if query.layer == "metrics":
        _links(reader, reader.t("definitions.held_by"), definitions.holders(query.name))
    else:
        _columns(reader, query)
    with st.expander(reader.t("definitions.sql"), type="compact"):
        st.code(query.sql[query.sql.index("*/") + 2 :].strip(), language="sql", wrap_lines=True)
    if not is_asked:
        definition_link(reader, query.name, reader.t("definitions.permanent"))


def _facts_of_a_measure(reader: Reader, query: Query) -> list[tuple[str, str]]:
    t, header = reader.t, query.header
    counted, left_out, empty = definitions.sentences(reader.about_object(query.name, "metrics"))
    better, date = header.get("better", ""), header.get("date", "")
    return [
        (t("definitions.counted"), plain(counted)),
        (t("definitions.left_out"), plain(left_out)),
        (t("definitions.empty"), plain(empty)),
        (t("definitions.unit"), t(f"unit_of.{header['unit']}", currency=reader.formats.currency_name)),
        (t("definitions.better"), t(f"better.{better}") if better else ""),
        (t("definitions.date"), t(f"date_of.{date}") if date else ""),
        (t("definitions.sample"), plain(reader.sample(query.name))),
        (t("definitions.source"), plain(header.get("source", ""))),
        (t("definitions.elsewhere"), _elsewhere(reader, query)),
    ]


def _elsewhere(reader: Reader, query: Query) -> str:
    """What it is called elsewhere, in the reader's language."""
    return plain(reader.t("mark.comma").join(called_elsewhere(query.name, reader.formats.is_chinese)))


def _facts_of_a_view(reader: Reader, query: Query) -> list[tuple[str, str]]:
    t = reader.t
    grain = query.header.get("grain_zh" if reader.formats.is_chinese else "grain", "")
    severity = query.header.get("severity", "")
    return [
        (t("definitions.counted"), plain(reader.about_object(query.name))),
        (t("definitions.severity"), t(f"value.{severity}") if severity else ""),
        (t("definitions.grain"), plain(grain) if query.layer == "views" else ""),
        (t("definitions.elsewhere"), _elsewhere(reader, query)),
        (t("definitions.needs"), plain(t("mark.comma").join(reader.name("table", each) for each in query.needs))),
    ]


def _columns(reader: Reader, query: Query) -> None:
    """The columns of a view; those that are measures lead to their own definition."""
    measures = {each.name for each in catalog.queries("metrics")}
    names = [name for name in query.columns if name not in measures]
    heads = [reader.t(f"definitions.{each}") for each in ("column", "unit", "meaning")]
    lines = [heads, ["---"] * 3]
    for name in names:
        unit = reader.unit(query.name, name)
        words = reader.t(f"unit_of.{unit}", currency=reader.formats.currency_name) if unit else ""
        lines.append([plain(reader.label(query.name, name)), words, plain(reader.about(query.name, name))])
    if names:
        st.markdown("\n".join("| " + " | ".join(line) + " |" for line in lines))
    held = [each for each in definitions.entries("metrics") if query in definitions.holders(each.name)]
    _links(reader, reader.t("definitions.holds"), held)


def _links(reader: Reader, said: str, queries: Iterable[Query]) -> None:
    found = list(queries)
    if not found:
        return
    note(said)
    with st.container(horizontal=True, gap="small"):
        for each in found:
            definition_link(reader, each.name, each.title(reader.language))
