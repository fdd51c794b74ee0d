"""Deals that a history or an export calls deleted, and those that come back."""

import datetime as dt

import pytest

from tests.companies import settings_of
from tests.oracle.answers import VIEWS, answer
from tests.oracle.company import Company
from tests.oracle.comparing import differences

DAY = dt.datetime(2026, 2, 2)
STAGES = [
    {"pipeline": "default", "stage": "S1", "stage_order": 1, "kind": "open", "probability": 0.5, "is_configured": True},
    {"pipeline": "default", "stage": "Won", "kind": "won", "probability": 1.0, "is_configured": True},
]
TABLES = {
    "deals": [
        {"deal_id": "gone", "outcome": "open", "stage": "S1", "amount": 40, "created_at": DAY, "is_deleted": True},
        {"deal_id": "back", "outcome": "won", "stage": "Won", "amount": 60, "created_at": DAY, "is_deleted": False}
        | {"account_id": "A1", "closed_at": DAY + dt.timedelta(days=20)},
        {"deal_id": "never", "outcome": "open", "stage": "S1", "amount": 70, "created_at": DAY, "is_deleted": True},
        *(
            {"deal_id": name, "outcome": "won", "stage": "Won", "account_id": "A2", "amount": 10}
            | {"created_at": dt.datetime(2025, 1, 2), "closed_at": dt.datetime(2025, 1, day)}
            for name, day in (("restored", 10), ("later", 20))
        ),
    ],
    "deal_history": [
        *({"deal_id": name, "changed_at": DAY, "stage": "S1"} for name in ("gone", "back")),
        *({"deal_id": name, "changed_at": DAY + dt.timedelta(days=3), "is_deleted": True} for name in ("gone", "back")),
        {"deal_id": "gone", "changed_at": DAY + dt.timedelta(days=5), "is_deleted": False},
        {"deal_id": "restored", "changed_at": dt.datetime(2025, 2, 1), "is_deleted": True},
        {"deal_id": "restored", "changed_at": dt.datetime(2025, 3, 1), "is_deleted": False},
    ],
    "leads": [{"lead_id": "L1", "deal_id": "never", "campaign_id": "C1", "created_at": DAY - dt.timedelta(days=9)}],
    "campaigns": [{"campaign_id": "C1", "name": "Fair"}],
}


@pytest.fixture(scope="module")
def company():
    return Company(TABLES, dt.date(2026, 3, 31), STAGES)


@pytest.fixture(scope="module", autouse=True)
def filled(built, company):
    built.fill(company.tables, company, settings_of(company))


def test_every_view_agrees_with_the_second_computation(built, company):
    assert [each for view in VIEWS for each in differences(view, answer(view, company, {}), built.read(view, {}))] == []


def test_a_deal_that_only_the_export_calls_deleted_is_gone_from_its_day_on(built):
    before = built.read("deal_list", {"as_of": dt.date(2026, 3, 30)})
    assert [row["deal_id"] for row in before] == ["gone"]
    assert [row["deal_id"] for row in built.read("deal_list", {})] == ["back"]


def test_a_deal_won_while_deleted_was_won_on_the_day_the_export_says(built):
    [row] = built.read("deal_list", {})
    assert (row["closed_date"], row["age_days"]) == (dt.date(2026, 2, 22), 20)
    [customer] = built.read("new_customer_list", {})
    assert customer["won_date"] == dt.date(2026, 2, 22)
    assert built.read("new_customer_list", {"as_of": dt.date(2026, 3, 30)}) == []


def test_a_lead_whose_deal_was_deleted_since_was_converted_all_the_same(built):
    [lead] = built.read("campaign_lead_list", {})
    assert (lead["is_converted"], lead["converted_date"]) == (True, DAY.date())
    assert {row["campaign_id"]: row["deals"] for row in built.read("campaign_roi", {})} == {"C1": 0, None: 3}


@pytest.mark.parametrize(("month", "first"), [(1, 10), (2, 20), (3, 10)])
def test_an_earlier_win_is_the_first_only_while_it_is_not_deleted(built, company, month, first):
    choices = {"period_start": dt.date(2025, 1, 1), "period_end": dt.date(2025, 12, 31)}
    choices |= {"as_of": dt.date(2025, month, 25)}
    [customer] = built.read("new_customer_list", choices)
    assert customer["won_date"] == dt.date(2025, 1, first)
    for view in ("new_customer_list", "kpis", "kpi_trend"):
        assert differences(view, answer(view, company, choices), built.read(view, choices)) == []
