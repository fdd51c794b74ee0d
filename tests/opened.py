"""Companies whose pages are opened: what each page asks for its opening, and whether its figures are those of their
rows."""

from __future__ import annotations

import ast
import dataclasses
import datetime as dt
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from dashboard import catalog, narrowing, ui
from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from dashboard.sentences.openings import Figures
from tests.behind import meets, summed

FOLDER = Path(catalog.__file__).parent / "app_pages"
# Where the sample company and the worked example have deals.
WEEK = {"week": dt.date(2026, 3, 30)}


def asked(page, choice=0):
    """What a page says in its opening and what it reads for it, by view what is asked beside it, run up to there with
    the default choices; `choice` is the place of what is chosen of several."""

    def opening(told, *views, **options):
        raise StopIteration(told, {view: {} for view in views} | options)

    choices = {
        "opening": opening,
        "shown": lambda name, options: options[choice],
        "one_of": lambda name, options, label: options[choice],
        "one_week": lambda view: WEEK,
        "pipeline_shown": lambda: {"pipeline": "default"},
        "rows_behind": lambda: False,
    }
    tree = ast.parse((FOLDER / f"{page}.py").read_text(encoding="utf-8"))
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom):
            statement.names = [name for name in statement.names if name.name != "ui"]
    try:
        exec(compile(tree, page, "exec"), {"ui": SimpleNamespace(**vars(ui) | choices)})
    except StopIteration as found:
        told, views = found.args
    if "key_figures" in views:
        views = {"kpis": {}, "kpi_comparison": {}} | {view: views[view] for view in views if view != "key_figures"}
    return told, views


# The page of one deal tells of its events, which are no figures of others.
PAGES = {
    path.stem: asked(path.stem)
    for path in sorted(FOLDER.glob("*.py"))
    if "ui.opening(" in path.read_text(encoding="utf-8") and path.stem != "deal"
} | {"teams": asked("regions", 1), "reconcile": asked("reconcile", -1)}


RUNNING = {
    "reporting_currency": "CNY",
    "exported_on": dt.date(2026, 8, 14),
    "default_period_start": dt.date(2026, 7, 1),
    "default_period_end": dt.date(2026, 9, 30),
}
OVER = RUNNING | {"default_period_start": dt.date(2026, 4, 1), "default_period_end": dt.date(2026, 6, 30)}


class Company:
    """A company whose every answer is asked for once."""

    def __init__(self, database):
        self.database, self.facts, self.answers = database, database.facts(), {}

    def read(self, view, scope, **options):
        key = (view, scope, repr(options))
        if key not in self.answers:
            self.answers[key] = self.database.read(view, scope, **options)
        return self.answers[key]

    def opened(self, page, scope, language="en"):
        """The figures and the sentences of a page, as the reader of a scope gets them."""
        told, asked = PAGES[page]
        figures = Figures(Reader(Look(language), scope, self.facts, follow))
        known = [view for view in asked if set(catalog.query(view).needs) <= set(self.facts["tables"])]
        sentences = told(figures, {view: self.read(view, scope, **asked[view]) for view in known})
        text = ("" if language == "zh" else " ").join(sentences)
        return {sign: figure for sign, figure in figures.links.items() if sign in text}, figures, text

    def said(self, page, language="en", **scope):
        """What a page says, in words alone."""
        _, figures, text = self.opened(page, Scope(**scope), language)
        return figures.filled(text, lambda figure: figure.words)

    def faults(self, page, scope):
        """The figures of a page that are not the view's, or whose rows do not come to them."""
        links, figures, _ = self.opened(page, scope)
        return [each for each in links.values() if not self._is_told_by_its_rows(figures, each, scope)]

    def _is_told_by_its_rows(self, figures, figure, scope):
        behind = narrowing.behind(figure.view, figure.column, figure.row)
        days = self.database.days(scope)
        rows = self._rows(behind, scope, days)
        if not rows:
            return False
        if figure.words == self._worked_out(figures, figure, scope):
            return True
        if not behind.is_sum and not behind.less:
            return figure.words == figures.words(figure.view, figure.column, figure.row[figure.column])
        total = summed(rows, behind.column)
        if behind.less:
            total -= summed(self._rows(dataclasses.replace(behind, compared=behind.less), scope, days), behind.column)
        return figure.words.lstrip("+−") == figures.words(figure.view, figure.column, abs(total))

    def _rows(self, behind, scope, days):
        """The rows of a list that meet the conditions; the list is read once for all that lead to it."""
        listed = self.read(behind.view, behind.narrow(scope, days))
        return [row for row in listed.to_dicts() if meets(row, behind.where)]

    def _worked_out(self, figures, figure, scope):
        """What a sentence works out of a row, and tells of the rows that the row's own number rests on: the part of a
        whole, what is missing to a goal, how much a sum changed; None for what is the number itself."""
        formats, row = figures.reader.formats, {name: _number(value) for name, value in figure.row.items()}
        match figure.view, figure.column:
            case "kpis", "stalled_amount":
                return formats.rate(row["stalled_amount"] / row["open_amount"], 0)
            case "kpis", "expected_landing":
                return formats.rate(row["expected_landing"] / row["target_amount"], 0)
            case "kpis", "open_amount":
                warned = _number(self.read("attention", scope)["amount"].sum())
                return formats.rate(warned / row["open_amount"], 0)
            case "kpis", "attainment":
                return formats.money(abs(row["won_amount"] - row["target_amount"]))
            case "kpis", "attainment_to_date":
                return formats.money(abs(row["won_amount"] - row["target_to_date_amount"]))
            case "kpis", "coverage":
                needed = row["required_coverage"] or _number(self.facts.get("coverage_target")) or 3.0
                return formats.money((needed - row["coverage"]) * row["remaining_target"])
            case "kpi_comparison", column:
                before = "last_year_value" if column == "last_year_change" else "previous_value"
                return formats.change("money", row[column], row[before])
        return None


def _number(value):
    return float(value) if isinstance(value, Decimal) else value


def follow(view, column, row):
    """Where a number leads to, as the pages find it."""
    if view.endswith("_list"):
        return None
    try:
        found = narrowing.behind(view, column, row)
    except KeyError:
        return None
    return found and repr(found)


def in_chinese(reader):
    return dataclasses.replace(reader, look=Look("zh"))
