"""An Odoo of another version, with other columns and stages of a team's own, gives what it has."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.filled import Filled, fill

# Odoo 13: names in one language, planned_revenue, lost_reason, tracked fields under `field`, money of its own column.
TABLES = """
create table crm_team (id integer primary key, name varchar, user_id integer);
insert into crm_team values (1, 'Direct', 6), (2, 'Partners', null);
create table crm_stage (id integer primary key, name varchar, sequence integer, is_won boolean, team_id integer);
insert into crm_stage values (1, 'New', 1, false, null), (2, 'Pilot', 2, false, 2), (3, 'Won', 9, true, null);
create table res_partner (id integer primary key, name varchar, commercial_partner_id integer);
insert into res_partner values (2, 'Ada', 2), (10, 'Nordbau', 10);
create table res_users (id integer primary key, login varchar, partner_id integer, sale_team_id integer);
insert into res_users values (6, 'ada', 2, 1);
create table crm_lost_reason (id integer primary key, name varchar);
insert into crm_lost_reason values (1, 'Too late');
create table crm_lead (
    id integer primary key, name varchar, type varchar, active boolean, partner_id integer, user_id integer,
    team_id integer, stage_id integer, planned_revenue numeric, probability double precision, date_deadline date,
    create_date timestamp, date_closed timestamp, lost_reason integer
);
insert into crm_lead values
    (1, 'A', 'opportunity', true, 10, 6, 1, 1, 100, 10, null, '2026-01-01 08:00', null, null),
    (2, 'B', 'opportunity', true, 10, 6, 2, 2, 200, 40, null, '2026-01-02 08:00', null, null),
    (3, 'C', 'opportunity', false, 10, 6, 1, 1, 300, 0, null, '2026-01-03 08:00', '2026-01-20 08:00', 1);
create table ir_model_fields (id integer primary key, name varchar);
insert into ir_model_fields values (1, 'planned_revenue'), (2, 'team_id');
create table mail_message (id integer primary key, model varchar, res_id integer, date timestamp);
insert into mail_message values (1, 'crm.lead', 2, '2026-01-10 08:00');
create table mail_tracking_value (
    id integer primary key, mail_message_id integer, field integer, old_value_integer integer,
    new_value_integer integer, old_value_float double precision, new_value_float double precision,
    old_value_monetary double precision, new_value_monetary double precision, old_value_char varchar,
    new_value_char varchar, old_value_datetime timestamp, new_value_datetime timestamp
);
insert into mail_tracking_value (id, mail_message_id, field, old_value_monetary, new_value_monetary) values
    (1, 1, 1, 150.5, 200);
insert into mail_tracking_value (id, mail_message_id, field, old_value_integer, new_value_integer) values
    (2, 1, 2, 1, 2);
"""


@pytest.fixture(scope="module")
def odoo(postgresql) -> Filled:
    postgresql.run("drop database if exists odoo13", "create database odoo13", database="postgres")
    postgresql.run(TABLES, database="odoo13")
    return fill([postgresql.url("odoo13")])


def test_deals_have_the_columns_of_that_version(odoo):
    rows = "select deal_id, pipeline, stage, amount, outcome, close_reason, rep_id from deals order by 1"
    assert odoo.rows(rows) == [
        ("1", "Direct", "New", Decimal(100), "open", None, "6"),
        ("2", "Partners", "Pilot", Decimal(200), "open", None, "6"),
        ("3", "Direct", "New", Decimal(300), "lost", "Too late", "6"),
    ]


def test_a_team_with_stages_of_its_own_is_a_pipeline_with_those_and_the_shared_ones(odoo):
    rows = "select pipeline, stage, stage_order, kind from stages order by pipeline, stage_order nulls last"
    assert odoo.rows(rows) == [
        ("Direct", "New", 1, "open"),
        ("Direct", "Won", None, "won"),
        ("Partners", "New", 1, "open"),
        ("Partners", "Pilot", 2, "open"),
        ("Partners", "Won", None, "won"),
    ]


def test_tracked_money_and_teams_are_history(odoo):
    rows = "select deal_id, changed_at, amount, pipeline from deal_history order by line_no"
    assert [row[2:] for row in odoo.rows(rows)] == [
        (Decimal("150.5"), None),
        (None, "Direct"),
        (Decimal(200), None),
        (None, "Partners"),
    ]
    assert {row[:2] for row in odoo.rows(rows)} == {("2", dt.datetime(2026, 1, 10, 8))}


def test_a_rep_has_the_team_of_the_user(odoo):
    assert odoo.rows("select rep_id, name, team, manager from reps") == [("6", "Ada", "Direct", None)]
