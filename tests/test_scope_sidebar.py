"""The sidebar as a reader uses it: days, comparison, filters that narrow each other, and search."""

import datetime as dt
import re
from pathlib import Path

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from dashboard.database import Database
from dashboard.i18n import messages
from dashboard.scope import Scope

ROOT = Path(__file__).resolve().parent.parent
D = dt.date


@pytest.fixture
def opened(worked_example, monkeypatch):
    """Opens a page with a query; one with little on it unless the test looks at figures."""
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(worked_example.folder))

    def open_with(page="reconcile", **query):
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        app.query_params["lang"] = "en"
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(f"app_pages/{page}.py").run()
        assert not app.exception
        return app

    return open_with


def run(changed):
    """Let the app run after a widget was changed."""
    assert not changed.run().exception


def asked(app, name):
    """A parameter of the URL."""
    found = app.query_params.get(name)
    return found[-1] if isinstance(found, list) and found else found


def sentence(app):
    return next(each.value for each in app.markdown if each.value.startswith("**")).replace("\\", "")


def said(app):
    return "\n".join(each.value for each in (*app.markdown, *app.header)).replace("\\", "")


def compared_on_cards(app):
    """What the figures of the first cards are compared with, each once."""
    cards = next(each.proto.body for each in app.get("html") if "class='cards'" in each.proto.body)
    return sorted(set(re.findall(r"vs[^<·]*", cards.replace("\u00a0", " "))))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sidebar_says_how_many_deals_the_choices_leave(opened, worked_example, language):
    app = opened(lang=language, region="North")
    with Database(worked_example.current()) as database:
        n = database.read("deal_list", Scope(regions=("North",)), columns=("deal_id",)).height
    assert messages(language).plural("scope.deals_in_scope", n) in "\n".join(
        each.value for each in app.sidebar.markdown
    )


PERIODS = {
    "this_month": ("2026-03-01", "2026-03-31"),
    "last_month": ("2026-02-01", "2026-02-28"),
    "last_quarter": ("2025-10-01", "2025-12-31"),
    "last_12_months": ("2025-04-01", "2026-03-31"),
    "all": ("2025-11-15", "2026-03-31"),
    "this_year": (None, None),
}


def test_a_named_period_is_exact_days_in_the_link(opened):
    app = opened()
    for name, days in PERIODS.items():
        run(app.selectbox(key="picked.period").set_value(name))
        assert (asked(app, "from"), asked(app, "to")) == days, name


def test_days_of_ones_own_begin_with_those_on_the_screen_and_stay_in_order(opened):
    app = opened(**{"from": "2026-01-01", "to": "2026-03-31"})
    run(app.selectbox(key="picked.period").set_value("custom"))
    first, last = app.date_input(key="scope.from"), app.date_input(key="scope.to")
    assert (first.value, last.value) == (D(2026, 1, 1), D(2026, 3, 31))
    run(last.set_value(D(2025, 12, 15)))
    assert (asked(app, "from"), asked(app, "to")) == ("2025-12-15", "2025-12-15")
    run(app.date_input(key="scope.from").set_value(D(2025, 11, 20)))
    assert (asked(app, "from"), asked(app, "to")) == ("2025-11-20", "2025-12-15")
    run(app.date_input(key="scope.from").set_value(D(2026, 2, 1)))
    assert (asked(app, "from"), asked(app, "to")) == ("2026-02-01", "2026-02-01")


def test_an_emptied_day_changes_nothing(opened):
    app = opened(**{"from": "2026-01-05", "to": "2026-03-10"})
    run(app.date_input(key="scope.to").set_value(None))
    assert (asked(app, "from"), asked(app, "to")) == ("2026-01-05", "2026-03-10")
    assert app.date_input(key="scope.to").value == D(2026, 3, 10)


@pytest.mark.parametrize(
    "days",
    [
        {"from": "0001-01-01"},
        {"from": "1900-01-01", "to": "2199-12-31"},
        {"from": "2026-03-31", "to": "2026-01-01"},
        {"from": "2027-01-01"},
        {"as_of": "2150-01-01"},
        {"as_of": "1910-01-01"},
    ],
)
def test_no_day_in_a_link_breaks_a_page(opened, days):
    # Figures, lists and months, without the dozen reads of the overview.
    app = opened("regions", **days)
    assert app.title[0].value == messages("en")("page.regions")
    assert "could not be drawn" not in said(app)


def test_an_as_of_day_after_the_export_is_the_default(opened):
    assert "as of 31 Mar 2026" in sentence(opened(as_of="2026-12-24"))
    assert "as of 15 Feb 2026" in sentence(opened(as_of="2026-02-15"))


def test_what_is_folded_away_is_not_drawn_and_holds_all_the_same(opened):
    app = opened(as_of="2026-02-15", rising="red")
    assert not app.date_input
    run(app.selectbox(key="picked.period").select("all"))
    assert "as of 15 Feb 2026" in sentence(app)
    assert (asked(app, "as_of"), asked(app, "rising")) == ("2026-02-15", "red")
    app.session_state["scope.more"] = True
    run(app)
    assert app.date_input(key="picked.as_of").value == D(2026, 2, 15)
    assert app.button_group(key="picked.rising").value == "red"
    run(app.date_input(key="picked.as_of").set_value(D(2026, 3, 1)))
    app.session_state["scope.more"] = False
    run(app)
    assert asked(app, "as_of") == "2026-03-01"


def test_a_browser_that_has_lost_its_widgets_is_shown_what_its_address_says(opened):
    app = opened(region="North")
    for page in ("reconcile", "marketing", "definitions", "reconcile"):
        app.switch_page(f"app_pages/{page}.py")._run(WidgetStates())
        assert not app.exception
        assert not app.error
    assert app.multiselect(key="picked.regions").value == ["North"]


def test_the_chosen_comparison_is_in_the_link_the_sentence_and_on_the_cards(opened):
    app = opened("overview", **{"from": "2026-03-01", "to": "2026-03-31"})
    assert "compared with Feb 2026 and Mar 2025" in sentence(app)
    assert compared_on_cards(app) == ["vs February"]
    run(app.selectbox(key="scope.comparison").set_value("last_year"))
    assert asked(app, "compare") == "last_year"
    assert "compared with Mar 2025 and Feb 2026" in sentence(app)
    run(app.selectbox(key="scope.comparison").set_value("none"))
    assert asked(app, "compare") == "none"
    assert "compared with nothing" in sentence(app)
    assert compared_on_cards(app) == []
    assert "gained most" not in said(app)
    run(app.selectbox(key="scope.comparison").set_value("previous"))
    assert "compare" not in app.query_params


def test_a_comparison_in_a_link_is_the_one_in_the_box(opened):
    assert opened(compare="last_year").selectbox(key="scope.comparison").value == "last_year"
    assert opened(compare="nonsense").selectbox(key="scope.comparison").value == "previous"


def test_choosing_a_region_narrows_the_reps_and_keeps_all_regions(opened):
    app = opened()
    everybody = list(app.multiselect(key="picked.reps").options)
    regions = list(app.multiselect(key="picked.regions").options)
    run(app.multiselect(key="picked.regions").set_value(["North"]))
    assert set(app.multiselect(key="picked.reps").options) < set(everybody)
    assert list(app.multiselect(key="picked.regions").options) == regions


def test_a_choice_that_no_longer_fits_stays_in_sight_and_can_be_removed(opened):
    app = opened(region="North", rep="nobody")
    assert app.multiselect(key="picked.reps").value == ["nobody"]
    assert "nobody: no deals beside the other filters" in app.multiselect(key="picked.reps").help
    run(app.multiselect(key="picked.reps").set_value([]))
    assert "rep" not in app.query_params
    assert asked(app, "region") == "North"


def test_counts_stand_in_the_help_and_never_in_what_is_chosen(opened):
    app = opened()
    regions = app.multiselect(key="picked.regions")
    assert set(regions.options) == {"East", "North", "South", "(not set)"}
    assert "North: " in regions.help


def test_a_customer_chosen_by_a_link_is_named_and_can_be_removed(opened):
    app = opened(account="A1")
    assert "Customer: Acme" in sentence(app)
    assert app.multiselect(key="picked.accounts").options[app.multiselect(key="picked.accounts").indices[0]] == "Acme"
    run(app.multiselect(key="picked.accounts").set_value([]))
    assert "account" not in app.query_params


def test_reset_forgets_every_choice_but_the_language(opened):
    app = opened(compare="none", region="North", rep="nobody", as_of="2026-02-15", **{"from": "2026-02-01"})
    run(app.button(key="scope.reset").click())
    assert {name for name in ("compare", "region", "rep", "as_of", "from", "to") if name in app.query_params} == set()
    assert app.selectbox(key="scope.comparison").value == "previous"
