"""The reconciliation page: from the CRM's own sum to the dashboard's, line by line, with the deals of every line."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.reader import Reader
from dashboard.sentences.finding import Finding
from dashboard.sentences.reconciling import reconciled
from dashboard.ui import choices, session, states
from dashboard.ui.definitions import definition_link
from dashboard.ui.downloads import slice_download
from dashboard.ui.marks import note, plain
from dashboard.ui.report import report

_LINES, _LIST = "crm_reconciliation", "crm_reconciliation_list"
_DEALS = ("deal", "account", "amount", "exported_amount", "currency", "counted_amount", "exported_date", "counted_date")
_OWNERS = ("rep", "rep_then", "region", "region_then", "outcome", "outcome_then", "deal_id", "file", "line", "reason")


def reconciliation(measures: Sequence[str]) -> None:
    """The lines of one measure and the deals of one line; never raises."""
    reader = session.reader()
    measure = choices.one_of("reconciled", measures, "value")
    try:
        lines = session.read(_LINES, where={"measure": measure})
        # Where neither side counts a deal the page's opening has said so.
        if not lines.filter(pl.col("deals") > 0).height:
            return
        with st.container(border=True, gap="small", key="reconciliation"):
            _draw(reader, lines, measure)
    except Exception as error:
        states.failed(reader, error)
        return
    _deals(reader, lines, measure)


def how_it_counts() -> None:
    """In words: the days, the currency, the time zone and what counts as open."""
    reader = session.reader()
    t, facts = reader.t, reader.facts
    said = {
        "export": reader.formats.day(facts["exported_on"]),
        "as_of": reader.formats.day(reader.as_of),
        "currency": reader.formats.currency_name,
        "zone": facts["time_zone"],
    }
    with st.container(border=True, gap="small", key="rules"):
        st.header(t("rules.title"), anchor=False)
        words = ("closed_day", "open", "as_of", "export", "currency", "zone", "owner", "left_out")
        st.markdown("\n".join(f"- {t(f'rules.{each}', **said)}" for each in words))


def _draw(reader: Reader, lines: pl.DataFrame, measure: str) -> None:
    t = reader.t
    st.header(plain(reconciled(_LINES, lines, reader)), anchor=False)
    note(t("caption.reconciliation"))
    unit = reader.formats.currency_in_headers
    told = [row for row in lines.iter_rows(named=True) if row["deals"] or row["line_kind"] in ("start", "end")]
    heads = [t("column.step_line"), t("column.deals_line"), t("column.amount_line", unit=unit)]
    table, why, notes = [heads, ["---", "---:", "---:"]], [], []
    for row in told:
        name, said = plain(reader.name("step", row["step"])), t(f"step.{row['step']}", unit=unit)
        if row["line_kind"] == "note":
            notes.append(f"{t.plural('n.deals', row['deals'])}{t('mark.colon')}{said}")
            continue
        mark = "" if row["line_kind"] == "step" else "**"
        cells = (name, _signed(row, "deals_change", 0), _signed(row, "amount", 2))
        table.append([f"{mark}{cell}{mark}" for cell in cells])
        why.append(f"- **{name}**{t('mark.colon')}{said}")
    numbers, words = st.columns([4, 5], gap="medium")
    numbers.markdown("\n".join(f"| {' | '.join(line)} |" for line in table))
    words.markdown("\n".join(why))
    for said in notes:
        note(said)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        definition_link(reader, _LINES)
        slice_download(reader, _LINES, f"reconciliation.{measure}", {"measure": measure})


def _deals(reader: Reader, lines: pl.DataFrame, measure: str) -> None:
    """The deals of the line that the reader picks; at first those of the step that changes most."""
    found = lines.filter(pl.col("deals") > 0).with_columns(size=pl.col("amount").abs())
    steps = found.filter(pl.col("line_kind") == "step").sort("size", descending=True, maintain_order=True)
    offered = found["step"].to_list()
    if not offered:
        return
    first = steps["step"][0] if steps.height else offered[-1]
    counts = dict(zip(found["step"], found["deals"], strict=True))
    chosen = st.pills(
        reader.t("choice.line"),
        offered,
        default=first,
        format_func=lambda each: f"{reader.name('step', each)} · {counts[each]:,}",
        key=f"on_page.line.{measure}.{'-'.join(offered)}",
        required=True,
    )
    step = chosen or first
    report(
        _LIST,
        finding=_said_of(step, measure),
        caption=f"caption.line_{'note' if found.filter(pl.col('step') == step)['amount'][0] is None else 'deals'}",
        where={"measure": measure, "step": step},
        limit=500,
        columns=(*_DEALS, *_OWNERS),
        key=f"reconciliation.{measure}.{step}",
    )


def _said_of(step: str, measure: str) -> Finding:
    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        return f"{reader.name('measure', measure)} · {reader.name('step', step)}"

    return finding


def _signed(row: dict[str, object], column: str, places: int) -> str:
    """A sum as it is, a step with its sign; cents only where there are any."""
    value = float(str(row[column]))
    text = f"{abs(value):,.{places}f}".removesuffix(".00")
    sign = "\u2212" if value < 0 else "+" if value > 0 and row["line_kind"] == "step" else ""
    return f"{sign}{text}"
