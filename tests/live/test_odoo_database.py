"""Odoo's own database is read without being told how. The figures are worked out from odoo_database.sql by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dashboard.importing import tables
from dashboard.importing.live import today
from dashboard.settings import Reporting, Settings
from tests.filled import Filled, fill

HERE = Settings(reporting=Reporting(time_zone="Europe/Berlin"))


@pytest.fixture(scope="module")
def began() -> dt.date:
    """The day before anything is read: it may end while tests run."""
    return today(HERE)


@pytest.fixture(scope="module")
def odoo(began, postgresql) -> Filled:
    return fill([postgresql.url()], 'reporting.time_zone = "Europe/Berlin"')


def test_every_row_of_every_table_is_accounted_for(odoo):
    read = {each.file: (each.table, each.rows_accepted, each.rows_refused) for each in odoo.report.files}
    assert read == {
        "odoo/crm_lead": ("deals", 6, 0),
        "odoo/crm_stage": ("stages", 4, 0),
        "odoo/mail_tracking_value": ("deal_history", 13, 0),
        "odoo/res_users": ("reps", 2, 0),
        "odoo/res_partner": ("accounts", 2, 0),
        "odoo/leads": ("leads", 2, 0),
        "odoo/utm_campaign": ("campaigns", 1, 0),
        "odoo/sale_order_line": ("deal_lines", 2, 0),
        "odoo/product_product": ("products", 1, 0),
        "odoo/mail_activity": ("activities", 1, 0),
        "odoo/mail_message": ("activities", 1, 0),
    }


def test_the_day_is_today_in_the_workspaces_time_zone(began, odoo):
    assert began <= odoo.report.exported_on <= today(HERE)


def test_deals_have_odoos_values_with_times_in_the_workspaces_zone(odoo):
    rows = odoo.rows("select deal_id, amount, currency, created_at, closed_at, outcome, stage from deals order by 1")
    assert rows == [
        ("101", Decimal(10000), "EUR", dt.datetime(2026, 1, 5, 10), dt.datetime(2026, 2, 20, 16), "won", "Won"),
        ("102", Decimal("2500.5"), "EUR", dt.datetime(2026, 2, 1, 0, 30), None, "open", "Proposition"),
        ("103", Decimal(4000), "EUR", dt.datetime(2026, 2, 1, 9), dt.datetime(2026, 3, 10, 12), "lost", "Qualified"),
        ("104", Decimal(0), "EUR", dt.datetime(2026, 2, 10, 9), None, "open", "New"),
        ("105", Decimal(9999), "EUR", dt.datetime(2026, 2, 11, 9), None, "open", "Qualified"),
        ("106", None, "EUR", dt.datetime(2026, 3, 1, 9), None, "open", "Qualified"),
    ]


def test_null_is_null_and_texts_are_as_written(odoo):
    assert odoo.column("select name from deals where deal_id in ('103', '104') order by deal_id") == [
        'Drill "XL", 3 mm',
        "Two lines\nof text",
    ]
    empty = odoo.rows("select rep_id, amount, channel, campaign_id, close_reason from deals where deal_id = '106'")
    assert empty == [(None,) * 5]


def test_a_person_counts_for_the_company_and_who_is_no_customer_yet_by_name(odoo):
    assert odoo.rows("select deal_id, account_id from deals order by 1") == [
        ("101", "10"),
        ("102", "12"),
        ("103", "12"),
        ("104", "Hinterhof KG"),
        ("105", "12"),
        ("106", "10"),
    ]
    accounts = "select account_id, name, industry, region from accounts order by 1"
    assert odoo.rows(accounts) == [
        ("10", "Nordbau AG", "Manufacturing", "Germany"),
        ("12", "Lumière SA", None, "France"),
    ]


def test_what_is_archived_without_being_lost_counts_as_deleted(odoo):
    assert odoo.column("select deal_id from deals where is_deleted") == ["105"]


def test_tracked_values_are_the_history_by_stage_and_not_by_the_language_it_was_logged_in(odoo):
    stages = "select deal_id, old_stage, stage from deal_history where stage is not null order by changed_at, line_no"
    assert odoo.rows(stages) == [
        ("101", "New", "Qualified"),
        ("101", "Qualified", "Proposition"),
        ("103", "New", "Qualified"),
        ("102", "New", "Qualified"),
        ("101", "Proposition", "Won"),
        ("102", "Qualified", "Proposition"),
    ]
    others = """select deal_id, strftime(changed_at, '%m-%d %H'), amount, expected_close_date, rep_id, outcome
        from deal_history where stage is null order by changed_at, line_no"""
    assert odoo.rows(others) == [
        ("101", "01-20 11", None, None, "7", None),
        ("101", "01-20 11", None, None, "6", None),
        ("101", "02-02 11", Decimal(8000), None, None, None),
        ("101", "02-02 11", Decimal(10000), None, None, None),
        ("102", "03-05 11", None, dt.date(2026, 3, 31), None, None),
        ("102", "03-05 11", None, dt.date(2026, 4, 30), None, None),
        ("103", "03-10 12", None, None, None, "lost"),
    ]


def test_stages_come_in_odoos_order_with_the_requirements_as_definition(odoo):
    rows = "select stage, stage_order, kind, definition from stages order by stage_order nulls last"
    assert odoo.rows(rows) == [
        ("New", 1, "open", None),
        ("Qualified", 2, "open", "Budget named"),
        ("Proposition", 3, "open", None),
        ("Won", None, "won", None),
    ]


def test_reps_have_their_team_and_its_leader(odoo):
    assert odoo.rows("select rep_id, name, team, manager from reps order by 1") == [
        ("6", "Ada Admin", "Direct", None),
        ("7", "Bruno Berg", "Direct", "Ada Admin"),
    ]


def test_orders_count_and_while_there_is_none_the_latest_quotation(odoo):
    lines = "select deal_id, product_id, quantity, amount from deal_lines order by 1"
    assert odoo.rows(lines) == [("101", "5", 2.0, Decimal(10000)), ("102", "5", 1.0, Decimal("2500.5"))]


def test_a_converted_lead_knows_its_deal(odoo):
    rows = "select lead_id, deal_id, channel, company from leads order by 1"
    assert odoo.rows(rows) == [
        ("104", "104", "Newsletter", "Hinterhof KG"),
        ("107", None, "Search engine", "Zufall GmbH"),
    ]


def test_nothing_is_read_that_no_page_needs(odoo):
    whole = " ".join(str(odoo.rows(f"select * from {table}")) for table in tables.names())
    assert "Ada Admin" in whole
    assert "never-read-this" not in whole
    assert "Never Asked" not in whole
    assert "nora@nordbau.example" not in whole


def test_names_kept_in_several_languages_are_those_of_the_workspace(postgresql):
    chinese = fill([postgresql.url()], 'reporting.language = "zh"')
    assert chinese.column("select stage from stages order by stage_order nulls last") == [
        "新",
        "合格",
        "Proposition",
        "赢得",
    ]
    assert chinese.column("select distinct close_reason from deals where close_reason is not null") == ["太贵"]
    assert chinese.column("select distinct team from reps") == ["直销"]
