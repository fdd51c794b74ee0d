"""What each filter offers: members that the other filters leave, counted, findable by name, within permission."""

import datetime as dt
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from dashboard import members
from dashboard.database import Database
from dashboard.scope import Scope
from tests.oracle.answers import scope_of
from tests.oracle.facts import facts
from tests.oracle.settings import read_company

EXPORTED_ON = dt.date(2026, 3, 31)
FIELDS = {"region": "regions", "team": "teams", "rep": "reps", "product_line": "product_lines"} | {
    name: f"{name}s" for name in ("account_size", "channel", "pipeline", "deal_type")
}


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as opened:
        yield opened


@pytest.fixture(scope="module")
def company():
    return read_company(Path(__file__).parent / "exports" / "worked_example", EXPORTED_ON)


def offered(database, scope):
    """Deals of each member of each dimension."""
    found = {dimension: {} for dimension in members.GROUPED}
    for row in database.offered(scope).iter_rows(named=True):
        found[row["dimension"]][row["value"]] = row["deals"]
    return found


def counted(company, choices, dimension):
    """The same, deal by deal, from the second computation: all filters but the dimension's own."""
    others = {name: chosen for name, chosen in choices.items() if name != FIELDS[dimension]}
    scope, counts = scope_of(company, others), Counter()
    for fact in facts(company, EXPORTED_ON):
        if scope.keeps(fact.dimensions):
            values = fact.dimensions[dimension]
            counts.update(
                "~" if each is None else each for each in (values if isinstance(values, frozenset) else {values})
            )
    return dict(counts)


def random_choices(company, random):
    deals = facts(company, EXPORTED_ON)
    choices = {}
    for dimension in random.sample(sorted(FIELDS), random.randint(0, 4)):
        value = random.choice(deals).dimensions[dimension]
        value = random.choice(sorted(value, key=str)) if isinstance(value, frozenset) and value else value
        choices[FIELDS[dimension]] = ["~" if value is None or value == frozenset() else value]
    if random.random() < 0.3:
        choices["permitted_regions"] = random.sample(["North", "South", "East"], random.randint(0, 2))
    return choices


@pytest.mark.parametrize("seed", range(60))
def test_every_filter_offers_what_the_other_filters_leave(database, company, seed):
    choices = random_choices(company, Random(seed))
    found = offered(database, Scope(**choices))
    assert found == {dimension: counted(company, choices, dimension) for dimension in members.GROUPED}


def test_choosing_a_region_narrows_teams_and_reps_but_not_regions(database):
    everything, north = offered(database, Scope()), offered(database, Scope(regions=("North",)))
    assert north["region"] == everything["region"]
    assert north["rep"].keys() < everything["rep"].keys()
    assert sum(north["rep"].values()) == everything["region"]["North"]


def test_days_stages_and_customers_narrow_nothing(database):
    scope = Scope("2020-01-01", "2020-12-31", as_of="2020-06-30", stages=("S1",), accounts=("A1",))
    assert offered(database, scope) == offered(database, Scope())


def test_a_permission_hides_members_and_their_deals(database):
    found = offered(database, Scope(permitted_regions=("South",)))
    assert found["region"].keys() == {"South"}
    assert found["rep"].keys() < offered(database, Scope())["rep"].keys()
    assert database.offered(Scope(permitted_reps=())).is_empty()


def test_the_members_of_one_dimension_are_those_of_all_at_once(database):
    scope = Scope(regions=("North", "~"), teams=("Alpha",))
    for dimension in members.GROUPED:
        rows = database.members(dimension, scope)
        assert dict(rows.select("value", "deals").rows()) == offered(database, scope)[dimension]
        values = rows["value"].to_list()
        assert values == sorted(values, key=lambda value: (value == "~", value))


@pytest.mark.parametrize("search", ["acme", "ACME", "  cm ", "Äcme"])
def test_customers_are_found_by_a_part_of_their_name_whatever_its_case_and_accents(database, search):
    assert database.members("account", search=search)["label"].to_list() == ["Acme"]


@pytest.mark.parametrize("search", ["%", "_", "' or 1=1 --", "\\", "nobody"])
def test_a_search_is_text_and_no_pattern(database, search):
    assert database.members("account", search=search).is_empty()


def test_of_too_many_members_those_with_most_deals_are_offered(database):
    everyone = database.members("account").sort("deals", descending=True)
    two = database.members("account", limit=2)
    assert two.height == 2
    assert sorted(two["deals"]) == sorted(everyone["deals"].head(2))
    assert two["label"].to_list() == sorted(two["label"].to_list())


def test_customers_and_campaigns_follow_the_filters_too(database):
    north = database.members("account", Scope(regions=("North",), accounts=("A1",)))
    assert 0 < north["deals"].sum() < database.members("account")["deals"].sum()


def test_chosen_ids_are_named_even_where_the_other_filters_leave_no_deal(database):
    assert database.members("account", among=("A1",))["label"].to_list() == ["Acme"]
    assert database.members("account", Scope(permitted_reps=()), among=("A1",)).is_empty()
