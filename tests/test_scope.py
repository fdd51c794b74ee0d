"""A scope travels unharmed through the URL, and says in words and in file names what it holds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.scope import COMPARISONS, COUNTING_RULES, FILTERS, Scope, ScopeError

FACTS = {
    "default_period_start": dt.date(2026, 1, 1),
    "default_period_end": dt.date(2026, 12, 31),
    "exported_on": dt.date(2026, 3, 31),
    "fiscal_year_start_month": 1,
}
TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4)


def test_every_name_has_a_variable_and_the_default_resets_all_of_them():
    variables = Scope().variables()
    assert set(variables.values()) == {None}
    assert {"period_start", "as_of", "regions", "accounts", "permitted_reps", "attribution"} <= variables.keys()
    assert len(variables) == 20


def test_days_stay_days_and_lists_stay_lists():
    scope = Scope(period_start="2026-01-01", regions=["EMEA", "EMEA", "~"])
    assert scope.variables()["period_start"] == dt.date(2026, 1, 1)
    assert scope.variables()["regions"] == ["EMEA", "~"]


def test_an_emptied_filter_is_all_and_an_empty_permission_is_nobody():
    variables = Scope(regions=(), permitted_regions=()).variables()
    assert variables["regions"] is None
    assert variables["permitted_regions"] == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"period_start": "2026-02-30"}, "from: '2026-02-30' is not a day"),
        ({"regions": "EMEA"}, "region: a list of texts is needed"),
        ({"reps": ["\ud800"]}, "rep: .* is not valid text"),
        ({"counting_rule": "guess"}, "rule: 'guess' is none of reached, touched, strict"),
        ({"period_start": "2026-02-01", "period_end": "2026-01-01"}, "ends .* before it begins"),
        ({"period_start": "0001-01-01"}, "from: '0001-01-01' does not lie between 1900-01-01 and 2199-12-31"),
        ({"comparison": "budget"}, "compare: 'budget' is none of previous, last_year, none"),
    ],
)
def test_what_is_no_choice_is_refused_with_its_name(wrong, message):
    with pytest.raises(ScopeError, match=message):
        Scope(**wrong)


@given(
    st.dictionaries(st.sampled_from([each.field for each in FILTERS]), TEXTS),
    st.sampled_from((None, *COUNTING_RULES)),
    st.sampled_from((None, *COMPARISONS)),
)
def test_any_choice_survives_the_url(filters, rule, comparison):
    scope = Scope(**filters, counting_rule=rule, comparison=comparison, as_of="2026-02-28")
    assert Scope.from_query(scope.to_query()) == scope


def test_a_forged_link_falls_back_to_the_default_and_grants_nothing():
    query = {"from": "yesterday", "region": "EMEA", "rule": "x", "permitted_regions": "EMEA", "to": [], "nonsense": "1"}
    assert Scope.from_query(query) == Scope(regions=("EMEA",))


def test_a_link_never_carries_permissions():
    assert Scope(permitted_regions=("EMEA",)).to_query() == {}
    kept = Scope(permitted_regions=("EMEA",), regions=("APAC",)).permissions_only()
    assert kept == Scope(permitted_regions=("EMEA",))


@pytest.mark.parametrize(
    ("scope", "english", "chinese"),
    [
        (Scope(), "2026 · as of 31 Mar 2026", "2026年 · 截至 2026年3月31日"),
        (
            Scope("2026-01-01", "2026-03-31", regions=("EMEA", "~")),
            "Q1 2026 · as of 31 Mar 2026 · Region: EMEA, (not set)",
            "2026年一季度 · 截至 2026年3月31日 · 区域：EMEA、（未填）",
        ),
        (Scope("2026-02-01", "2026-02-28"), "February 2026 · as of 28 Feb 2026", "2026年2月 · 截至 2026年2月28日"),
        (
            Scope("2026-01-05", "2026-02-28", counting_rule="strict", attribution="last_touch"),
            "5 Jan 2026 – 28 Feb 2026 · as of 28 Feb 2026 · Counting: stages in order",
            "2026年1月5日 至 2026年2月28日 · 截至 2026年2月28日 · 计数口径：按顺序",
        ),
    ],
)
def test_the_sentence_says_period_filters_and_rules(scope, english, chinese):
    assert scope.sentence("en", FACTS) == english
    assert scope.sentence("zh", FACTS) == chinese


def test_a_quarter_is_not_named_where_the_fiscal_year_begins_elsewhere():
    facts = FACTS | {"fiscal_year_start_month": 4}
    assert Scope("2026-01-01", "2026-03-31").sentence("en", facts).startswith("1 Jan 2026 – 31 Mar 2026")


def test_only_a_view_that_depends_on_the_comparison_is_named_and_read_by_it():
    scope = Scope(comparison="last_year", regions=("EMEA",))
    assert scope.file_stem("movers", FACTS) == "movers_2026-01-01_2026-12-31_vs-last-year_EMEA"
    assert scope.file_stem("kpis", FACTS) == "kpis_2026-01-01_2026-12-31_EMEA"
    assert scope.asked_of("movers") == scope
    assert scope.asked_of("kpis") == Scope(regions=("EMEA",))


def test_the_sentence_names_what_ids_stand_for():
    def named(dimension, value):
        return {"A1": "Acme", "even": "Even"}[value]

    scope = Scope("2026-02-01", "2026-02-28", accounts=("A1",), regions=("even",), comparison="last_year")
    said = "February 2026 · as of 28 Feb 2026 · Region: Even · Customer: Acme · Compared with: last year"
    assert scope.sentence("en", FACTS, named) == said
    # A member that is called like a rule is still a member.
    assert "区域：even" in scope.sentence("zh", FACTS)


def test_a_file_name_says_the_slice_and_holds_nothing_a_system_refuses():
    scope = Scope(regions=("EMEA / north", "~"), teams=("华东",), counting_rule="strict")
    assert scope.file_stem("kpis", FACTS) == "kpis_2026-01-01_2026-12-31_EMEA-north_not-set_华东_strict"


def test_long_file_names_are_cut_and_stay_different():
    names = {Scope(reps=tuple(f"somebody {n}" for n in range(20, 40 + more))).file_stem("kpis") for more in (1, 2)}
    assert len(names) == 2
    assert all(len(name) <= 80 for name in names)
