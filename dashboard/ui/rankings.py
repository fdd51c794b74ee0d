"""Rankings: reports of the members of a dimension by one measure."""

from __future__ import annotations

from dashboard.charts import PartBars, RankedBars
from dashboard.selections import with_beyond_cycle
from dashboard.sentences import leader
from dashboard.ui.report import report


def ranking(
    view: str, by: str, measure: str, *, caption: str, better: str = "higher", also: str | None = None, rows: int = 12
) -> None:
    """A report that ranks the members of a dimension by a measure and names the first and the last."""
    chart = RankedBars(by, measure, rows=rows, better=better, also=also)
    report(view, finding=leader(by, measure, better, also), caption=caption, chart=chart)


def parts(view: str, by: str, measure: str, of: tuple[str, str], *, caption: str) -> None:
    """A report of the members of a dimension by a measure, whose bars show its effective part and what is beyond."""
    chart = PartBars(by, ((of[0], "open"), (of[1], "pending")), is_share=True)
    report(view, finding=leader(by, measure), caption=caption, keep=with_beyond_cycle, chart=chart)
