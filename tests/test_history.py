"""Files whose rows are not changes of a deal become rows of deal_history."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard.importing import headers, history
from dashboard.importing.load import import_paths
from dashboard.settings import Settings
from dashboard.workspace import Workspace
from tests.filled import fill


def frame(names: list[str], *rows: list[str | None]) -> pl.DataFrame:
    cells = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return cells.with_columns(line_no=pl.int_range(2, len(rows) + 2, dtype=pl.Int64))


def history_of(names: list[str], *rows: list[str | None]) -> list[dict]:
    """The rows made of an export, without what is NULL, sorted by their line."""
    mapping = headers.recognise("export.csv", names, Settings())[-1]
    make = {"date_entered": history.date_entered, "field_history": history.field_history}[mapping.shape]
    made = make(frame(names, *rows), mapping).sort("line_no", maintain_order=True)
    return [{name: cell for name, cell in row.items() if cell is not None} for row in made.to_dicts()]


HUBSPOT = [
    "Record ID",
    "Deal Name",
    "Deal Stage",
    "Pipeline",
    'Date entered "Demo (Sales)"',
    'Date entered "Won (closed) (Sales)"',
]
FIELDS = ["Opportunity ID", "Edit Date", "Field / Event", "Old Value", "New Value"]


def test_every_date_entered_is_a_change():
    made = history_of(
        HUBSPOT,
        ["1", "A", "Won (closed)", "Sales", "2026-01-02 10:00", "2026-02-03 09:30"],
        ["2", "B", "Demo", "Sales", "2026-01-05 08:00", ""],
    )
    assert made == [
        {"deal_id": "1", "pipeline": "Sales", "stage": "Demo", "changed_at": "2026-01-02 10:00", "line_no": 2},
        {"deal_id": "1", "pipeline": "Sales", "stage": "Won (closed)", "changed_at": "2026-02-03 09:30", "line_no": 2},
        {"deal_id": "2", "pipeline": "Sales", "stage": "Demo", "changed_at": "2026-01-05 08:00", "line_no": 3},
    ]


def test_brackets_that_name_no_pipeline_belong_to_the_stage():
    names = ["Record ID", "Deal Name", "Deal Stage", "Pipeline", 'Date entered "Demo (remote)"', 'Date entered "Offer"']
    made = history_of(names, ["1", "A", "Offer", "Sales", "2026-01-02", "2026-01-09"])
    assert [row["stage"] for row in made] == ["Demo (remote)", "Offer"]
    assert {row["pipeline"] for row in made} == {"Sales"}


def test_without_a_pipeline_column_brackets_on_every_stage_are_pipelines():
    names = ["Record ID", "Deal Stage", 'Date entered "Demo (Sales)"', 'Date entered "Start (Renewals)"']
    made = history_of(names, ["1", "Start", "2026-01-02", "2026-01-09"])
    assert [(row["stage"], row["pipeline"]) for row in made] == [("Demo", "Sales"), ("Start", "Renewals")]


def test_internal_names_of_hubspot_give_stage_ids():
    names = [
        "hs_object_id",
        "dealname",
        "dealstage",
        "hs_v2_date_entered_appointmentscheduled",
        "hs_v2_date_entered_closedwon",
    ]
    made = history_of(names, ["1", "A", "closedwon", "2026-01-02", "2026-01-09"])
    assert [row["stage"] for row in made] == ["appointmentscheduled", "closedwon"]


def test_the_value_before_a_fields_first_change_is_read_before_it_also_where_changes_have_ids():
    names = ["Id", "OpportunityId", "CreatedDate", "Field", "OldValue", "NewValue"]
    made = history_of(names, ["017A", "006A", "2026-01-05T09:00:00Z", "Amount", "8000", "10000"])
    assert [(row["history_id"], row["amount"], row["line_no"]) for row in made] == [
        ("017A", "8000", 1),
        ("017A", "10000", 2),
    ]


def test_a_field_history_report_gives_one_change_per_field():
    made = history_of(
        FIELDS,
        ["006A", "2026-01-01", "Created.", "", ""],
        ["006A", "2026-01-05", "Stage", "Prospecting", "Qualification"],
        ["006A", "2026-01-07", "Next Step", "", "Call"],
    )
    assert made == [
        {
            "deal_id": "006A",
            "changed_at": "2026-01-05",
            "old_stage": "Prospecting",
            "stage": "Qualification",
            "line_no": 3,
        }
    ]


def test_the_amount_before_its_first_change_is_kept():
    made = history_of(
        FIELDS,
        ["006A", "2026-01-05", "Amount", "100", "120"],
        ["006A", "2026-02-05", "Amount", "120", "150"],
    )
    assert [(row["amount"], row["changed_at"], row["line_no"]) for row in made] == [
        ("100", "2026-01-05", 1),
        ("120", "2026-01-05", 2),
        ("150", "2026-02-05", 3),
    ]


def test_a_log_written_newest_first_has_its_first_change_last():
    made = history_of(
        FIELDS,
        ["006A", "2026-02-05", "Amount", "120", "150"],
        ["006A", "2026-01-05", "Amount", "100", "120"],
    )
    assert {(row["amount"], row["changed_at"], row["line_no"]) for row in made} == {
        ("100", "2026-01-05", 2),
        ("120", "2026-01-05", 3),
        ("150", "2026-02-05", 2),
    }


def test_two_fields_changed_at_once_are_two_rows():
    made = history_of(
        FIELDS,
        ["006A", "2026-01-05", "Close Date", "2026-03-01", "2026-04-01"],
        ["006A", "2026-01-05", "Opportunity Owner", "Ann", "Bob"],
    )
    assert [row.get("expected_close_date") for row in made if "expected_close_date" in row] == [
        "2026-03-01",
        "2026-04-01",
    ]
    assert [row["rep_id"] for row in made if "rep_id" in row] == ["Ann", "Bob"]


def test_an_owner_logged_by_name_and_by_id_counts_once_by_id():
    names = ["Id", "OpportunityId", "CreatedDate", "Field", "OldValue", "NewValue"]
    made = history_of(
        names,
        ["017A", "006A", "2026-01-05", "Owner", "Ann", "Bob"],
        ["017B", "006A", "2026-01-05", "Owner", "005000000000001AAA", "005000000000002AAA"],
    )
    assert [row["rep_id"] for row in made] == ["005000000000001AAA", "005000000000002AAA"]


def test_a_property_history_needs_no_old_values():
    names = ["deal_id", "timestamp", "name", "value", "source"]
    made = history_of(
        names,
        ["1", "2026-01-05", "dealstage", "demo", "CRM_UI"],
        ["1", "2026-01-06", "amount", "100", "CRM_UI"],
        ["1", "2026-01-07", "hs_note", "x", "CRM_UI"],
    )
    assert made == [
        {"deal_id": "1", "changed_at": "2026-01-05", "stage": "demo", "line_no": 2},
        {"deal_id": "1", "changed_at": "2026-01-06", "amount": "100", "line_no": 3},
    ]


def test_an_empty_log_makes_no_history():
    assert history_of(FIELDS) == []
    assert history_of(HUBSPOT) == []


def test_a_million_dates_are_read_at_once():
    names = ["Record ID", "Deal Stage", *(f'Date entered "S{number} (Sales)"' for number in range(5))]
    mapping = headers.recognise("x.csv", names, Settings())[-1]
    wide = pl.select(pl.int_range(0, 200_000).cast(pl.String).alias("Record ID")).with_columns(
        pl.lit("S1").alias("Deal Stage"),
        *(pl.lit("2026-01-02 10:00").alias(name) for name in names[2:]),
        line_no=pl.int_range(2, 200_002),
    )
    assert history.date_entered(wide, mapping).height == 1_000_000


def written(folder: Path, name: str, names: list[str], *rows: list[str]) -> Path:
    path = folder / name
    lines = [names, *rows]
    path.write_text("\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) for line in lines))
    return path


def tables_of(tmp_path: Path, *paths: Path) -> duckdb.DuckDBPyConnection:
    workspace = Workspace(tmp_path / "workspace")
    import_paths(workspace, list(paths))
    version = workspace.current()
    assert version is not None
    return duckdb.connect(str(version), read_only=True)


def test_a_hubspot_export_is_imported_with_its_history(tmp_path):
    stages = ("Appointment scheduled", "Contract sent", "Closed won")
    names = [
        "Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Create Date", "Close Date", "Deal owner",
        *(f'Date entered "{stage} (Sales Pipeline)"' for stage in stages),
    ]  # fmt: skip
    path = written(
        tmp_path, "hubspot-crm-exports-all-deals-2026-03-31.csv", names,
        ["1", "A", "Closed won", "Sales Pipeline", "100", "2026-01-02 09:00", "2026-02-03 10:00", "Ann",
         "2026-01-02 09:00", "2026-01-20 12:00", "2026-02-03 10:00"],
        ["2", "B", "Contract sent", "Sales Pipeline", "50", "2026-02-01 08:00", "2026-05-30 00:00", "Bob",
         "2026-02-01 08:00", "2026-03-01 12:00", ""],
    )  # fmt: skip
    with tables_of(tmp_path, path) as tables:
        history = tables.execute("select deal_id, stage, changed_at from deal_history order by all").fetchall()
        assert history[0] == ("1", "Appointment scheduled", dt.datetime(2026, 1, 2, 9, 0))
        assert len(history) == 5
        stays = tables.execute("select distinct deal_no, stage, is_start_known from stage_stays").fetchall()
        assert len(stays) == 4
        assert all(is_start_known for _, _, is_start_known in stays)
        closed = tables.execute("select deal_id, closed_at from deals order by deal_id").fetchall()
        assert closed == [("1", dt.datetime(2026, 2, 3, 10, 0)), ("2", None)]


def test_a_salesforce_report_is_imported_with_a_field_history_report(tmp_path):
    deals = written(
        tmp_path, "opportunities.csv",
        ["Opportunity ID", "Opportunity Name", "Stage", "Amount", "Close Date", "Created Date", "Opportunity Owner"],
        ["006A", "A", "Qualification", "150", "2026-06-30", "2026-01-02", "Ann"],
        ["006B", "B", "Closed Won", "80", "2026-02-15", "2026-01-05", "Bob"],
    )  # fmt: skip
    log = written(
        tmp_path, "field history.csv", FIELDS,
        ["006A", "2026-01-20", "Stage", "Prospecting", "Qualification"],
        ["006A", "2026-02-20", "Amount", "100", "150"],
    )  # fmt: skip
    with tables_of(tmp_path, deals, log) as tables:
        states = tables.execute(
            "select stage, amount, valid_from_date from deal_versions where deal_id = '006A' order by valid_from"
        ).fetchall()
    assert states == [
        ("Prospecting", 100, dt.date(2026, 1, 2)),
        ("Qualification", 100, dt.date(2026, 1, 20)),
        ("Qualification", 150, dt.date(2026, 2, 20)),
    ]


LOGS = {
    "Salesforce": "Id,OpportunityId,Field,OldValue,NewValue,CreatedDate,CreatedById",
    "Dynamics 365": "Audit ID,Record ID,Changed Field,Old Value,New Value,Changed Date,Changed By",
    "Odoo": "id,res_id,field_id.name,old_value,new_value,date,mail_message_id",
}
LOGGED = {
    "Salesforce": ("StageName", "Amount", "CloseDate", "Owner"),
    "Dynamics 365": ("Pipeline Phase", "Est. revenue", "Est. close date", "Owner"),
    "Odoo": ("stage_id", "expected_revenue", "date_deadline", "user_id"),
}


@pytest.mark.parametrize("crm", LOGS)
def test_a_log_of_fields_tells_stage_amount_close_and_owner_over_time_and_owners_by_their_names(crm, tmp_path):
    stage, amount, close, owner = LOGGED[crm]
    changes = [
        ("1", "1", stage, "Qualified", "Proposal", "2026-02-01 09:00:00"),
        ("2", "1", amount, "100", "150", "2026-02-02 09:00:00"),
        ("3", "1", close, "2026-05-31", "2026-06-30", "2026-02-03 09:00:00"),
        ("4", "1", owner, "Ann Lee", "Bo Chen", "2026-02-04 09:00:00"),
        ("5", "1", owner, "Bo Chen", "Two Same", "2026-02-05 09:00:00"),
        ("6", "1", "description", "x", "y", "2026-02-06 09:00:00"),
    ]
    log = written(tmp_path, "log.csv", LOGS[crm].split(","), *([*change, "u"] for change in changes))
    deals = written(
        tmp_path, "deals.csv", ["deal_id", "stage", "amount", "rep_id", "created_at", "expected_close_date"],
        ["1", "Proposal", "150", "R3", "2026-01-02", "2026-06-30"],
    )  # fmt: skip
    reps = written(
        tmp_path, "reps.csv", ["rep_id", "name"],
        ["R1", "Ann Lee"], ["R2", "Bo Chen"], ["R3", "Two Same"], ["R4", "Two Same"],
    )  # fmt: skip
    filled = fill([deals, reps, log], exported_on=dt.date(2026, 3, 31))
    told = filled.rows(
        """select changed_at::date, old_stage, stage, amount::int, expected_close_date, rep_id
        from deal_history order by changed_at, line_no"""
    )
    day = [dt.date(2026, 2, number) for number in range(6)[1:]]
    assert told == [
        (day[0], "Qualified", "Proposal", None, None, None),
        (day[1], None, None, 100, None, None),
        (day[1], None, None, 150, None, None),
        (day[2], None, None, None, dt.date(2026, 5, 31), None),
        (day[2], None, None, None, dt.date(2026, 6, 30), None),
        (day[3], None, None, None, None, "R1"),
        (day[3], None, None, None, None, "R2"),
        (day[4], None, None, None, None, "R3"),
    ]
