"""Key figures as cards: value, its trend, the period before and last year, and one line of judgement."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dashboard import charts
from dashboard.days import month_end
from dashboard.formats import NOTHING, SPACE
from dashboard.judgements import WHILE_RUNNING, judgement
from dashboard.periods import compared, name_before
from dashboard.reader import Reader
from dashboard.samples import sample_columns, wilson
from dashboard.ui import session, states
from dashboard.ui.card_grid import Card, card_grid
from dashboard.ui.definitions import definition_address
from dashboard.ui.marks import change
from dashboard.ui.session import Figures

Row = Mapping[str, Any]
# A dashed line in the trend: the measure beside which it is read.
_GOALS = {"won_amount": "target_amount", "coverage": "required_coverage"}
# States stand for themselves on any day; a flow of a month that still runs looks like a fall.
_STATES = re.compile(r"open_|effective_|weighted_|stalled_|velocity_|coverage")


def cards(measures: Sequence[str], columns: int = 3) -> None:
    """A grid of large cards, one per measure of kpis."""
    _grid(measures, columns, 153, _card)


def small_cards(measures: Sequence[str], columns: int = 3) -> None:
    """A grid of low cards, for measures that stand behind the large ones."""
    _grid(measures, columns, 88, _small_card)


def _grid(measures: Sequence[str], columns: int, height: int, make: Callable[..., Card]) -> None:
    reader = session.reader()
    # The place of its rows, the last without the gap below.
    place = -(-len(measures) // columns) * height - 15
    try:
        found = states.awaited("key figures", place, session.key_figures)
    except Exception as error:
        states.failed(reader, error)
        return
    made = [((make.__name__, measure), functools.partial(make, reader, measure, found)) for measure in measures]
    card_grid(reader, made, columns)


def _card(reader: Reader, measure: str, found: Figures) -> Card:
    unit, sample = reader.unit("kpis", measure), found.compared[measure]["sample"]
    value = _value(reader, measure, unit, found.values[measure], sample)
    return replace(_small_card(reader, measure, found), value=value, trend=_trend(reader, measure, found), is_low=False)


def _small_card(reader: Reader, measure: str, found: Figures) -> Card:
    figures, row, unit = found.values, found.compared[measure], reader.unit("kpis", measure)
    return Card(
        name=measure,
        label=reader.label("kpis", measure),
        value=_words(reader, measure, unit, figures[measure]),
        notes=(judgement(measure, figures, reader, row["sample"]),),
        moved=_comparison(reader, measure, unit, row),
        about=_help(reader, measure, unit, row),
        definition=definition_address(reader, measure),
        behind=_behind(reader, measure, figures),
        is_low=True,
    )


def _behind(reader: Reader, measure: str, figures: Row) -> str:
    """The address of the rows behind a figure; where they have no amount and so sum to 0, of what counts them; "" for
    what was still to come where the period is over."""
    if measure in WHILE_RUNNING and reader.is_over:
        return ""
    counted = measure.replace("_amount", "_deals")
    return reader.follow("kpis", measure, figures) or (
        (counted in figures and not figures[measure] and reader.follow("kpis", counted, figures)) or ""
    )


def _trend(reader: Reader, measure: str, found: Figures) -> str:
    """The picture of the whole months of a measure; of a state the running one too. Coverage is always that of the
    chosen period, as its months knew it: a month's own says nothing about the period."""
    day, trend = reader.as_of, found.trend
    steps = dict(trend.get(measure, {}))
    if measure == "coverage":
        known = session.read("coverage_trend") if found.values[measure] is not None else None
        days = () if known is None else known.select("on_date", measure).iter_rows()
        steps = {on_date.replace(day=1): value for on_date, value in days}
    if day != month_end(day) and not _STATES.match(measure):
        steps.pop(day.replace(day=1), None)
    goals = trend.get(_GOALS.get(measure, ""), {})
    return charts.spark(list(steps.values()), [goals.get(month) for month in steps], reader.look)


def _value(reader: Reader, measure: str, unit: str, value: object, sample: int | None) -> str:
    """The value in words; a rate, mean or median of too few cases is grey and says how many."""
    words = _words(reader, measure, unit, value)
    if _is_thin(reader, sample) and words != NOTHING:
        return f":gray[{words}] :small[:gray[n{SPACE}={SPACE}{sample}]]"
    return words


def _words(reader: Reader, measure: str, unit: str, value: object) -> str:
    """The value in words; a dash for what was still to come where the period is over."""
    if measure in WHILE_RUNNING and reader.is_over:
        return NOTHING
    words = reader.formats.value(unit, value)
    return words + reader.t("unit.per_day") if measure.endswith("_per_day") and words != NOTHING else words


def _comparison(reader: Reader, measure: str, unit: str, compared_row: Row) -> str:
    """The changes, the one that the reader chose first and bold; "" where they compare with nothing."""
    kinds = compared(reader)
    if measure in WHILE_RUNNING and reader.is_over:
        return ""
    parts = []
    for place, kind in enumerate(kinds):
        column = "change" if kind == "previous" else "last_year_change"
        is_first = place == 0 and len(kinds) > 1
        is_thin = any(_is_thin(reader, compared_row[name]) for name in ("sample", f"{kind}_sample"))
        moved = change(reader, measure, unit, compared_row[column], compared_row[f"{kind}_value"], is_first, is_thin)
        if moved:
            name = name_before(reader) if kind == "previous" else reader.t("before.last_year")
            # Lines break between the changes, not within one.
            parts.append(reader.t("card.change", change=moved, before=name).replace(" ", SPACE))
    has_begun = reader.as_of >= reader.period[0]
    return f"{SPACE}{SPACE}·{SPACE} ".join(parts) or (reader.t("card.no_comparison") if kinds and has_begun else "")


def _help(reader: Reader, measure: str, unit: str, compared_row: Row) -> tuple[str, ...]:
    """What is counted, how many cases it rests on, and how far chance alone could have moved a rate of counts."""
    said, sample = [reader.about("kpis", measure)], compared_row["sample"]
    if measure in WHILE_RUNNING and reader.is_over:
        said.append(reader.t("card.over_help"))
    if measure == "coverage" and compared_row["value"] is not None:
        said.append(reader.t("card.coverage_trend"))
    if sample is not None:
        said.append(reader.t("card.sample", n=f"{sample:,}"))
        if _is_thin(reader, sample):
            said.append(reader.t("card.thin", n=reader.thin_sample))
        is_rate_of_counts = unit == "rate" and sample_columns(measure) and compared_row["value"] is not None
        if likely := wilson(compared_row["value"], sample) if is_rate_of_counts else None:
            low, high = (reader.formats.rate(each) for each in likely)
            said.append(reader.t("card.likely", low=low, high=high))
    return tuple(said)


def _is_thin(reader: Reader, sample: int | None) -> bool:
    return sample is not None and 0 < sample < reader.thin_sample
