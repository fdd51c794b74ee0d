"""Chart forms, named by what they look like, never by a subject: data-less specifications built once per look."""

from dashboard.charts.change_bars import ChangeBars
from dashboard.charts.form import Form
from dashboard.charts.interval_dots import IntervalDots
from dashboard.charts.matrix import Matrix
from dashboard.charts.part_bars import PartBars
from dashboard.charts.ranked_bars import RankedBars
from dashboard.charts.spark import spark
from dashboard.charts.stage_bars import StageBars
from dashboard.charts.stage_lines import StageLines
from dashboard.charts.trend_line import TrendLine
from dashboard.charts.waterfall import Waterfall

__all__ = [
    "ChangeBars",
    "Form",
    "IntervalDots",
    "Matrix",
    "PartBars",
    "RankedBars",
    "StageBars",
    "StageLines",
    "TrendLine",
    "Waterfall",
    "spark",
]
