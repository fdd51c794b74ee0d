"""A number on its way through the address: what a link says of it is what a page reads, and the way back undoes it."""

import pytest

from dashboard.database import Database
from dashboard.narrowing import Behind, behind, counted
from dashboard.scope import DAYS, FILTERS, RULES, Scope
from dashboard.sentences import MADE_OF
from dashboard.ui.address import CHOICES
from dashboard.ui.followed import COUNTED, RESTS_ON, Followed


def followed(view, column, row, before, after):
    return Followed.behind(f"{view}.{column}", behind(view, column, row), "funnel", before, after)


def test_a_link_holds_the_number_it_was_made_of():
    row = {"pipeline": "default", "stage": "Proposal"}
    found = followed("funnel_width", "amount", row, {"region": ["DACH"]}, {"region": ["DACH"], "stage": ["Proposal"]})
    assert Followed.from_query(found.to_query()) == found
    assert found.to_query() == {
        "of": ["funnel_width.amount"],
        "rows": ["is_open"],
        "page": ["funnel"],
        "undo": ["stage"],
    }


def test_a_part_that_a_page_draws_is_a_number_as_well():
    row = {"pipeline": "default", "stage": "Proposal", "deals": 5, "stalled_deals": 2, "moving_deals": 3}
    found = followed("funnel_width", "moving_deals", row, {}, {})
    assert Followed.from_query(found.to_query()) == found
    assert (found.column, found.to_query()["rows"]) == (COUNTED, ["is_open", "not is_stalled"])
    assert Followed.from_query({"of": ["funnel_width.no_such_part"]}) is None


def test_counts_and_rates_say_that_nothing_is_summed():
    row = {"pipeline": "default", "stage": "Proposal"}
    assert followed("funnel_width", "deals", row, {}, {}).column == COUNTED
    assert followed("kpis", "win_rate", {}, {}, {}).column == RESTS_ON


def test_the_way_back_restores_what_was_narrowed_and_keeps_what_was_chosen_since():
    before = {"region": ["DACH", "Nordics"], "from": ["2026-01-01"]}
    after = {"region": ["DACH"], "from": ["2026-01-01"], "stage": ["Proposal"]}
    found = followed("funnel_width", "amount", {"pipeline": "default", "stage": "Proposal"}, before, after)
    assert found.way_back(after) == before
    assert found.way_back(after | {"team": ["Inside"]}) == before | {"team": ["Inside"]}


def test_a_forged_link_names_no_number():
    assert Followed.from_query({}) is None
    assert Followed.from_query({"of": ["nothing.at_all"]}) is None
    assert Followed.from_query({"of": ["kpis.won_amount"], "list": ["deals"]}) is None
    assert Followed.from_query({"of": ["kpis.won_amount"], "rows": ["1=1; drop"]}) is None
    assert Followed.from_query({"of": ["kpis.won_amount"], "sum": ["password"]}) is None
    assert Followed.from_query({"of": ["kpis.won_amount"], "page": ["../../etc"]}).page == ""
    assert Followed.from_query({"of": ["kpis.won_amount"], "less": ["always"]}).less == ""
    # Streamlit lets no program set these, and a link back that did would take the whole page with it.
    assert Followed.from_query({"of": ["kpis.won_amount"], "undo": ["embed=true", "stage"]}).undo == ("stage",)


def test_nothing_else_in_an_address_is_written_like_a_part_of_a_followed_number():
    everything = Followed(
        "kpis.won_amount", "lead_list", {"is_open": True}, COUNTED, "funnel", ("stage",), "previous"
    ).to_query()
    choices = {choice.key for choice in (*DAYS, *FILTERS, *RULES)} | {*CHOICES.values(), "lang", "rising"}
    assert len(everything) == 7
    assert not choices & everything.keys()
    assert len(set(CHOICES.values())) == len(CHOICES)


def test_the_rows_of_a_link_sum_to_the_number_to_the_cent(worked_example):
    with Database(worked_example.current()) as database:
        scope = Scope()
        months = database.read("results_over_time", scope).rows(named=True)
        reached = [row for row in months if row["won_amount"]]
        assert reached
        for row in reached:
            found = behind("results_over_time", "won_amount", row)
            read = Followed.from_query(followed("results_over_time", "won_amount", row, {}, {}).to_query())
            rows = database.read(read.view, found.narrow(scope, database.days(scope)), where=read.where)
            assert rows[read.column].sum() == row["won_amount"]


@pytest.mark.parametrize("comparison", [None, "last_year"])
def test_a_change_leads_to_the_rows_of_both_periods_whose_sums_differ_by_it(worked_example, comparison):
    with Database(worked_example.current()) as database:
        scope = Scope(comparison=comparison)
        days = database.days(scope)
        changed = [row for row in database.read("movers", scope).rows(named=True) if row["change"] is not None]
        # The largest of each dimension and measure: its other members differ in a name.
        largest = {
            (row["dimension"], row["measure"]): row for row in sorted(changed, key=lambda row: abs(row["change"]))
        }
        assert len({dimension for dimension, _ in largest}) > 1
        for row in largest.values():
            found = behind("movers", "change", row)
            link = Followed.from_query(followed("movers", "change", row, {}, {}).to_query())
            assert (found.is_sum, link.less) == (False, "comparison")
            narrowed = found.narrow(scope, days)
            other = Behind(link.view, link.where, compared=link.less).narrow(narrowed, database.days(narrowed))
            now, then = (
                database.read(link.view, each, where=link.where)[link.column].sum() for each in (narrowed, other)
            )
            assert now - then == row["change"]


RATED = (
    "funnel_split",
    "kpis",
    "product_line_performance",
    "rep_efficiency",
    "results_over_time",
    "stage_conversion",
    "stage_playbook",
)


@pytest.mark.parametrize("view", RATED)
def test_the_two_counts_that_a_rate_is_told_with_make_it(worked_example, view):
    told = 0
    with Database(worked_example.current()) as database:
        days = database.days(Scope())
        for row in database.read(view, Scope(), limit=6).rows(named=True):
            for rate, counts in MADE_OF.items():
                found = behind(view, rate, row) if row.get(rate) is not None else None
                if found is None:
                    continue
                among = [found.where | counted(view, each, found.view) for each in counts]
                scope = found.narrow(Scope(), days)
                part, rest = (database.totals(found.view, scope, where=each)["rows"] for each in among)
                assert part / (part + rest) == pytest.approx(row[rate])
                told += 1
    assert told
