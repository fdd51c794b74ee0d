"""What a page hands to a report: a chart form, which dresses a view's rows and knows the specification for them."""

from __future__ import annotations

from typing import Any, Protocol

import polars as pl

from dashboard.reader import Look, Reader


class Form(Protocol):
    """A chart form bound to the columns of a view."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the view that the form reads, in the order a table beside it shows them."""
        ...

    def frame(self, view: str, rows: pl.DataFrame, beside: pl.DataFrame | None, reader: Reader) -> pl.DataFrame:
        """The rows with the texts and positions that the specification needs; tens of rows. Empty: nothing to draw."""
        ...

    def specification(self, frame: pl.DataFrame, look: Look) -> dict[str, Any]:
        """The cached, data-less Vega-Lite dictionary for such a frame."""
        ...


def spoken(reader: Reader, name: str, *said: str) -> str:
    """What a mark says to those who do not see it: "name: value, n=8", in the punctuation of the language."""
    return reader.t("chart.told", name=name, said=reader.t("chart.comma").join(said))


def placed(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the `place` of each row: the order of names, which a chart that takes new rows would lose."""
    return frame.with_row_index("place")


def numbers(rows: pl.DataFrame) -> pl.DataFrame:
    """Decimals as floats, which is what a chart draws; sums were made before, in SQL."""
    return rows.with_columns(pl.col(pl.Decimal).cast(pl.Float64))
