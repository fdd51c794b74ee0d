"""What a reader may not see counts nowhere for them, and the same in every view."""

import datetime as dt

import pytest

from tests.companies import settings_of
from tests.oracle.answers import answer
from tests.oracle.company import Company
from tests.oracle.comparing import differences

DAY = dt.datetime(2026, 2, 2)
STAGES = [
    {"pipeline": "default", "stage": "S1", "stage_order": 1, "kind": "open", "probability": 0.5, "is_configured": True},
    {"pipeline": "default", "stage": "Won", "kind": "won", "probability": 1.0, "is_configured": True},
]
# An account of the North whose win and visit are the South’s, and one of the South that the North won after the South
# and whose open deal the South handed to the North, whom it still visits for.
TABLES = {
    "reps": [{"rep_id": "R1", "name": "Ann", "region": "North"}, {"rep_id": "R2", "name": "Bo", "region": "South"}],
    "accounts": [
        {"account_id": "A1", "name": "Acme", "size": "large", "region": "North", "rep_id": "R1"},
        {"account_id": "A2", "name": "Bolt", "size": "large", "region": "South", "rep_id": "R2"},
    ],
    "deals": [
        {"deal_id": "D1", "account_id": "A1", "rep_id": "R2", "region": "South", "product_line": "Hardware"}
        | {"outcome": "won", "amount": 100, "created_at": DAY, "closed_at": DAY + dt.timedelta(days=9)},
        *(
            {"deal_id": name, "account_id": "A2", "rep_id": rep_id, "region": region, "outcome": "won", "amount": 50}
            | {"created_at": at, "closed_at": at}
            for name, rep_id, region, at in (("D2", "R2", "South", DAY.replace(year=2025)), ("D3", "R1", "North", DAY))
        ),
        {"deal_id": "D4", "account_id": "A2", "rep_id": "R1", "region": "North", "stage": "S1", "outcome": "open"}
        | {"amount": 70, "created_at": DAY},
    ],
    "deal_history": [
        {"deal_id": "D1", "changed_at": DAY, "stage": "S1"},
        {"deal_id": "D4", "changed_at": DAY, "stage": "S1", "rep_id": "R2", "region": "South"},
        {"deal_id": "D4", "changed_at": DAY + dt.timedelta(days=5), "rep_id": "R1", "region": "North"},
    ],
    "activities": [
        {
            "activity_id": "V1",
            "rep_id": "R2",
            "account_id": "A1",
            "kind": "visit",
            "occurred_at": DAY,
            "outcome": "held",
        },
        {
            "activity_id": "V2",
            "rep_id": "R2",
            "deal_id": "D4",
            "kind": "call",
            "occurred_at": DAY + dt.timedelta(days=6),
        },
    ],
}
VIEWS = (
    "account_list",
    "region_performance",
    "team_performance",
    "customer_performance",
    "account_performance",
    "deal_list",
    "kpis",
    "new_customer_list",
    "deal_timeline",
    "pipeline_movement_list",
    "pipeline_changes",
)


@pytest.fixture(scope="module")
def company():
    return Company(TABLES, dt.date(2026, 3, 31), STAGES)


@pytest.fixture(scope="module", autouse=True)
def filled(built, company):
    built.fill(company.tables, company, settings_of(company))


@pytest.mark.parametrize("reader", [{}, {"permitted_regions": ["North"]}, {"permitted_reps": ["Bo"]}])
def test_views_and_second_computation_hide_the_same(built, company, reader):
    for view in VIEWS:
        assert differences(view, answer(view, company, reader), built.read(view, reader)) == []


def test_what_an_account_did_outside_a_permission_is_not_told(built):
    north = {"permitted_regions": ["North"]}
    [everything] = built.read("account_list", {"accounts": ["A1"]})
    [mine] = built.read("account_list", north)
    shown = ("wins", "is_customer", "is_active")
    assert [everything[name] for name in shown] == [1, True, True]
    assert [mine[name] for name in shown] == [0, False, False]
    [row] = built.read("customer_performance", north)
    assert (row["accounts"], row["customers"], row["product_lines_per_customer"]) == (1, 0, None)


def test_a_filter_hides_nothing_of_an_account(built):
    [row] = built.read("region_performance", {"regions": ["North"]})
    assert (row["customers"], row["active_accounts"], row["share_of_customers"]) == (1, 1, 1)


def test_who_is_a_new_customer_does_not_tell_of_wins_outside_a_permission(built):
    firsts = {
        region: {row["account_id"] for row in built.read("new_customer_list", reader)}
        for region, reader in (("all", {}), ("North", {"permitted_regions": ["North"]}))
    }
    assert firsts == {"all": {"A1"}, "North": {"A2"}}
    assert built.read("kpis", {"permitted_regions": ["North"]})[0]["new_customers"] == 1
    assert [row["account_id"] for row in built.read("new_customer_list", {"regions": ["North"]})] == []


def test_who_had_a_deal_outside_a_permission_is_not_named(built):
    north, south = {"permitted_regions": ["North"]}, {"permitted_regions": ["South"]}
    owners = ("rep", "region", "was_rep", "was_region")
    told = [row for row in built.read("deal_timeline", north) if row["deal_id"] == "D4"]
    assert [(row["event"], *(row[name] for name in owners)) for row in told] == [
        ("created", None, None, None, None),
        ("transferred", "Ann", "North", None, None),
        ("activity", None, None, None, None),
    ]
    left = [row for row in built.read("pipeline_change_list", south) if row["movement"] == "transferred_out"]
    assert {(row["deal_id"], row["amount"], row["rep"], row["region"]) for row in left} == {("D4", 70, None, None)}
