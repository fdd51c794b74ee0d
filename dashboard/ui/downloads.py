"""What a report can be taken along as: CSV, Excel, pictures and SQL, of the rows and the version on the screen."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import streamlit as st

from dashboard import exports, provenance, sql_script
from dashboard.charts import Form, picture
from dashboard.days import Until
from dashboard.reader import Reader
from dashboard.scope import FILTERS, Scope
from dashboard.ui import session
from dashboard.ui.marks import note

_PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
_WORDS = {
    "csv": ("report.csv", "report.csv_help"),
    "xlsx": ("file.excel", "file.excel_help"),
    "png": ("file.png", "file.png_help"),
    "svg": ("file.svg", "file.svg_help"),
}
_ICONS = {"csv": ":material/download:"}


@dataclass(frozen=True)
class Slice:
    """What the files of a report hold. `where` and `keep` choose the rows, as on the page; `frame` is what `chart`
    draws; `name` tells reports of a page apart; `finding` and `caption` are words."""

    view: str
    name: str
    where: Mapping[str, object] | None = None
    keep: Callable[[pl.DataFrame, Reader], pl.DataFrame] | None = None
    finding: str = ""
    caption: str = ""
    chart: Form | None = None
    frame: pl.DataFrame | None = None


def files_at_once(reader: Reader, taken: Slice) -> None:
    """The buttons that need no opening: CSV and, where no chart stands above, Excel."""
    # A hint makes a button twice as dear to the browser; what this file holds is told by `files_in_detail`.
    _button(reader, taken, "csv", has_hint=False)
    if taken.frame is None:
        _button(reader, taken, "xlsx")


def files_in_detail(reader: Reader, taken: Slice) -> None:
    """Where a chart stands above, Excel and its pictures in one row; what the CSV file holds."""
    if taken.frame is not None:
        with st.container(horizontal=True, gap="medium"):
            for form in ("xlsx", *_PICTURES):
                _button(reader, taken, form)
    note(f"CSV{reader.t('mark.colon')}{reader.t('report.csv_help')}")


def slice_download(reader: Reader, view: str, name: str, where: Mapping[str, object] | None = None) -> None:
    """CSV and Excel of a view under a condition, where no chart stands beside it."""
    with st.container(horizontal=True, gap="small", width="content", wrap=False):
        for form in ("csv", "xlsx"):
            _button(reader, Slice(view, name, where), form)


@st.fragment
def figures_download() -> None:
    """The key figures behind the cards: each with what it is compared with, or all of them in one row."""
    reader = session.reader()
    each, wide = Slice("kpi_comparison", "figures"), Slice("kpis", "figures.wide")
    with st.container(
        horizontal=True, gap="small", vertical_alignment="top", horizontal_alignment="right", key="figures"
    ):
        note(reader.t("file.figures"), width="content")
        _button(reader, each, "csv")
        # No popover: it stands at the end of the document, where the keyboard comes last.
        more = st.expander(reader.t("file.more"), type="compact", key="files.figures", on_change="rerun")
    if more.open:
        with more, st.container(gap="xxsmall"):
            _button(reader, each, "xlsx")
            _button(reader, wide, "csv", "file.wide")


def sql_tab(reader: Reader, taken: Slice) -> None:
    """How to get the same rows in the DuckDB command line, and how the view is made."""
    note(reader.t("sql.how"))
    path = session.path_in_use()
    st.code(f'duckdb -readonly "{Path(path).name}"', language="bash")
    script = _script(reader, taken, session.resolved(path, reader.scope), _names(reader))
    st.code(script, language="sql", wrap_lines=True)
    note(reader.t("sql.view"))
    st.code(sql_script.definition(taken.view), language="sql", wrap_lines=True, height=320)


def file_name(reader: Reader, taken: Slice, ending: str) -> str:
    """View, what tells the slice apart, scope and day."""
    marks = [_marked(column, value) for column, value in (taken.where or {}).items()]
    marks += [taken.name.rpartition(".")[2]] if taken.keep else []
    marks += [str(getattr(taken.chart, "measure", ""))] if ending in _PICTURES else []
    stem = reader.scope.file_stem(taken.view, reader.facts).removeprefix(taken.view)
    day = "" if reader.scope.as_of else f"_as-of-{reader.as_of}"
    return f"{'_'.join([taken.view, *(mark[:40] for mark in marks if mark)])}{stem}{day}.{ending}"


def _button(reader: Reader, taken: Slice, form: str, label: str = "", has_hint: bool = True) -> None:
    # Built outside a script run: everything a file needs is bound now, the version above all.
    build: Callable[[], bytes]
    is_drawn = True
    if form in _PICTURES and taken.chart is not None and taken.frame is not None:
        light = dataclasses.replace(reader.look, mode="light")
        below = (provenance.sentence(reader, _names(reader)), provenance.imported(reader))
        around = picture.Around(taken.finding, taken.caption, below)
        build = functools.partial(
            picture.picture, taken.chart.specification(taken.frame, light), taken.frame, around, form
        )
        is_drawn = form == "svg" or not picture.is_chinese(taken.frame, around) or picture.draws_chinese()
    elif form == "xlsx":
        build = functools.partial(_xlsx, session.path_in_use(), reader, taken, _names(reader))
    else:
        build = functools.partial(_csv, session.path_in_use(), reader, taken)
    name, about = _WORDS[form]
    hint = reader.t(about, width=picture.WIDTH * picture.SCALE) if is_drawn else reader.t("file.no_face")
    st.download_button(
        reader.t(label or name),
        data=build,
        file_name=file_name(reader, taken, form),
        mime=_PICTURES.get(form) or exports.MEDIA_TYPES[form],
        key=f"{form}.{taken.name}",
        help=hint if has_hint else None,
        disabled=not is_drawn,
        on_click="ignore",
        type="tertiary",
        icon=_ICONS.get(form),
    )


def _rows(path: str, reader: Reader, taken: Slice) -> pl.DataFrame:
    # Through the connection of the pages: an import may have cleared the version away since the page was drawn.
    rows = session.answer(path, reader.scope, ("read", taken.view, taken.where, None, None, None))
    return taken.keep(rows, reader) if taken.keep else rows


def _csv(path: str, reader: Reader, taken: Slice) -> bytes:
    return exports.as_csv(_rows(path, reader, taken))


def _xlsx(path: str, reader: Reader, taken: Slice, named: provenance.Named) -> bytes:
    rows = _rows(path, reader, taken)
    sql = _script(reader, taken, session.resolved(path, reader.scope), named)
    about = provenance.about(
        reader,
        taken.view,
        rows,
        version=Path(path).name,
        sql=sql,
        where=taken.where,
        finding=taken.finding,
        caption=picture.unmarked(taken.caption),
        named=named,
    )
    return exports.as_xlsx(provenance.in_words(reader, rows), about)


def _script(reader: Reader, taken: Slice, resolved: Scope, named: provenance.Named) -> str:
    notes = [provenance.sentence(reader, named)]
    notes += [reader.t("sql.kept", caption=picture.unmarked(taken.caption))] if taken.keep else []
    return sql_script.script(taken.view, resolved, taken.where, notes=notes)


def _names(reader: Reader) -> provenance.Named:
    """What the chosen members are called, known before a file is built."""
    known = {
        (choice.key, value): session.named(choice.key, value)
        for choice in FILTERS
        for value in getattr(reader.scope, choice.field) or ()
    }
    return lambda dimension, value: known.get((dimension, value), value)


def _marked(column: str, value: object) -> str:
    """A condition in a file name: the name of a flag, else its value."""
    if value is True:
        return column
    if isinstance(value, Until):
        return f"until-{value.day}"
    values = value if isinstance(value, list | tuple) else [value]
    if False in values:
        return f"not-{column}"
    texts = ("not-set" if each is None else str(each) for each in values)
    return re.sub(r"[^\w]+", "-", "-".join(texts)).strip("-")
