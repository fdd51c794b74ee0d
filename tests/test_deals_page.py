"""The Deals page and the weekly board, run as the server runs them: rows behind a number, choices in the address."""

import re

import polars as pl
import pytest

from dashboard.database import Database
from dashboard.deal_conditions import NAMED
from dashboard.formats import NOTHING, Formats
from dashboard.i18n import messages
from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.selections import week_grid
from tests.headed import headings


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as found:
        yield found


def lines(app):
    """The rows of a short list, which is a table of a document."""
    table = next(each.proto.body for each in app.get("html") if "shown" in each.proto.body)
    return re.findall(r"<tr>.*?</tr>", table.partition("<tbody>")[2])


def test_every_list_of_deals_says_that_it_is_sorted_by_amount():
    for name in NAMED.keys() - {"stalled"} | {"stalled_list"}:
        assert messages("en")(f"caption.{name}").endswith(", largest first"), name
        assert messages("zh")(f"caption.{name}").endswith("，按金额从大到小"), name


def test_every_named_condition_shows_the_deals_that_meet_it(opened, database):
    reader = Reader(facts=database.facts())
    for name, condition in NAMED.items():
        rows = database.read("deal_list", Scope(), where=condition.on_the_day_of(reader))
        app = opened("deals", lang="en", show=name)
        assert not app.exception
        title = headings(app)[0]
        if rows.height:
            assert title.startswith(f"{rows.height:,} "), name
            shown = len(app.dataframe[0].value) if app.dataframe else len(lines(app))
            assert shown == rows.height


@pytest.mark.parametrize(
    ("measure", "behind"),
    [
        ("won_amount", {"rows": "is_won_in_period"}),
        ("expected_landing", {"rows": "is_in_landing", "sum": "landing_amount"}),
    ],
)
def test_the_rows_behind_a_number_stand_under_its_name_and_exact_sum(opened, database, measure, behind):
    total = database.read("kpis", Scope())[measure][0]
    app = opened("deals", lang="zh", of=f"kpis.{measure}", page="funnel", **behind)
    assert Formats("zh", database.facts()["reporting_currency"]).exact_money(total) in headings(app)[0]
    assert messages("zh")("number.back", page=messages("zh")("page.funnel")) in [
        each.proto.label for each in app.get("page_link")
    ]


def test_behind_money_at_risk_each_deal_says_why(opened, database):
    app = opened("deals", lang="en", of="attention.amount", list="attention_list", page="attention")
    told = [re.sub("<.*?>", "|", each) for each in lines(app)]
    assert len(told) == database.read("attention_list", Scope()).height > 0
    assert all(" d " in each or "step" in each or "moved back" in each or "quiet" in each for each in told)


def test_choices_of_pages_are_in_the_address_until_they_are_reset(opened):
    app = opened("funnel", lang="en", by="team")
    control = next(each for each in app.button_group if each.key == "on_page.dimension")
    assert control.value == "team"
    control.set_value("rep").run()
    assert app.query_params["by"] in ("rep", ["rep"])
    app.switch_page("app_pages/overview.py").run()
    assert app.query_params["by"] in ("rep", ["rep"])
    app.button(key="scope.reset").click().run()
    assert "by" not in app.query_params


def test_a_choice_that_a_page_does_not_offer_is_its_default(opened):
    app = opened("funnel", lang="en", by="'; drop table deals")
    assert not app.exception
    assert next(each for each in app.button_group if each.key == "on_page.dimension").value == "region"


def test_a_change_is_told_as_the_difference_of_two_sums_with_a_way_to_the_other_one(opened, database):
    row = next(
        each
        for each in database.read("movers", Scope()).rows(named=True)
        if each["dimension"] == "region" and each["measure"] == "won_amount" and each["change"] and each["name"]
    )
    words = Formats("en", database.facts()["reporting_currency"])
    app = opened(
        "deals",
        lang="en",
        of="movers.won_amount",
        rows="is_won_in_period",
        region=row["name"],
        undo="region",
        less="comparison",
    )
    assert not app.exception
    sign = "+" if row["change"] > 0 else "−"
    said = headings(app)[0]
    for part in (sign + words.exact_money(abs(row["change"])), words.exact_money(row["value"] or 0)):
        assert part in said
    assert f"less {words.exact_money(row['previous_value'] or 0)} (" in said
    assert messages("en")("caption.rows_behind") not in [each.value for each in app.markdown]
    other = next(each.proto for each in app.get("page_link") if each.proto.label.startswith("Rows of "))
    assert f"region={row['name']}" in other.query_string
    assert "from=" in other.query_string
    assert "less=" not in other.query_string


def test_the_board_of_a_week_is_one_table_whose_file_holds_the_same_rows(opened, database):
    app = opened("board", lang="en")
    assert not app.exception
    [shown] = [each.proto.body for each in app.get("html") if "class='board'" in each.proto.body]
    rows = database.read("weekly_board", Scope())
    rows = rows.filter(pl.col("week") == rows["week"].max())
    grid = week_grid(rows, Reader(facts=database.facts()))
    lines = re.findall(r"<tr class='(\w+)'><th scope='row'>(.*?)</th>(.*?)</tr>", shown)
    assert [level for level, *_ in lines] == grid["level"].to_list()
    for (_, _, cells), row in zip(lines, grid.iter_rows(), strict=True):
        numbers = [re.sub("<.*?>", "", each) for each in re.findall(r"<td.*?</td>", cells)]
        assert len(numbers) == len(row) - 2
        wanted = [NOTHING if each is None else f"{each:,.0f}" for each in row[2:] if not isinstance(each, str)]
        assert [each for each in numbers if not each.isalpha() and " " not in each] == wanted
