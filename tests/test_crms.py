"""One small export per CRM, written the way that CRM writes, read down to the tables."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard.importing.report import Report
from dashboard.importing.version import fill_tables
from dashboard.settings import Settings

FACTS = (
    "deal_id, account_id, rep_id, pipeline, stage, amount::int, probability, created_at::date, closed_at::date, outcome"
)
NEW_YEAR = dt.date(2026, 1, 2)


class Tables:
    """The filled tables of an in-memory database, and the report about them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self.connection, self.folder, self.report = connection, folder, Report()

    def write(self, name: str, header: str, *rows: str) -> None:
        """Write a file; header and rows are `;`-separated for brevity, the file is a comma-separated one."""
        with (self.folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(line.split(";") for line in (header, *rows))

    def fill(self) -> None:
        scratch = self.folder.parent / "scratch"
        scratch.mkdir()
        fill_tables(self.connection, [self.folder], Settings(), scratch, self.report)

    def all(self, sql: str) -> list[tuple]:
        return self.connection.execute(sql).fetchall()

    def deals(self) -> list[tuple]:
        return self.all(f"select {FACTS} from deals order by deal_id")


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    folder = tmp_path / "export"
    folder.mkdir()
    with duckdb.connect() as connection:
        yield Tables(connection, folder)


def test_pipedrive(tables):
    tables.write(
        "deals.csv",
        "Deal - ID;Deal - Title;Deal - Value;Deal - Pipeline;Deal - Stage;Deal - Status;Deal - Deal created;"
        "Deal - Won time;Deal - Lost time;Deal - Owner;Deal - Organization;Deal - Probability",
        "1;A;1000;Sales;Proposal Made;Won;2026-01-02 10:00:00;2026-02-01 09:00:00;;Ann;Acme;50",
        "2;B;500;Sales;Lead In;Lost;2026-01-02 10:00:00;;2026-03-01 09:00:00;Ann;Acme;",
        "3;C;700;Sales;Contact Made;Open;2026-01-02 10:00:00;;;Bob;Beta;",
    )
    tables.fill()
    assert tables.deals() == [
        ("1", "Acme", "Ann", "Sales", "Proposal Made", 1000, 0.5, NEW_YEAR, dt.date(2026, 2, 1), "won"),
        ("2", "Acme", "Ann", "Sales", "Lead In", 500, None, NEW_YEAR, dt.date(2026, 3, 1), "lost"),
        ("3", "Beta", "Bob", "Sales", "Contact Made", 700, None, NEW_YEAR, None, "open"),
    ]
    assert tables.report.stages_from == 'the shipped stages "Pipedrive default"'


def test_zoho(tables):
    tables.write(
        "Deals_001.csv",
        "Record Id;Deal Owner.id;Deal Owner;Amount;Deal Name;Closing Date;Account Name.id;Account Name;Stage;"
        "Probability (%);Created Time;Pipeline;Reason For Loss",
        "zcrm_5000000000000000001;11;Ann;$ 1,000.00;A;2026-02-01;21;Acme;Closed Won;100;2026-01-02 10:00:00;Standard;",
        "zcrm_5000000000000000002;11;;$ 500.00;B;2026-03-01;21;;Closed Lost to Competition;0;2026-01-02;;price",
        "zcrm_5000000000000000003;11;Ann;$ 700.00;C;2026-06-01;21;Acme;Qualification;10;2026-01-02 10:00:00;Standard;",
    )
    tables.fill()
    first, second, third = tables.deals()
    assert first[:5] == ("zcrm_5000000000000000001", "21", "11", "Standard", "Closed Won")
    assert first[5:] == (1000, 1.0, NEW_YEAR, dt.date(2026, 2, 1), None)
    assert second[8] == dt.date(2026, 3, 1)
    assert third[8] is None
    kinds = tables.all("select stage, kind from stages where stage like 'Closed%' order by stage")
    assert kinds == [("Closed Lost", "lost"), ("Closed Lost to Competition", "lost"), ("Closed Won", "won")]


def test_odoo(tables):
    tables.write(
        "crm.lead.csv",
        "External ID;Opportunity;Customer;Salesperson;Sales Team;Type;Stage;Expected Revenue;Probability;"
        "Expected Closing;Closed Date;Active;Created on;Lost Reason",
        "a1;A;Acme;Ann;Sales;Opportunity;Won;1000;100;2026-02-01;2026-02-01 10:00:00;True;2026-01-02 10:00:00;",
        "a2;B;Acme;Ann;Sales;Opportunity;Qualified;500;0;2026-02-01;2026-03-01 10:00:00;False;2026-01-02;Too expensive",
        "a3;C;Acme;Ann;Sales;Opportunity;New;700;10;2026-06-01;;True;2026-01-02 10:00:00;",
        "a4;L;Acme;Ann;Sales;Lead;New;0;0;;;True;2026-01-02 10:00:00;",
    )
    tables.fill()
    assert [(row[0], row[4], row[9]) for row in tables.deals()] == [
        ("a1", "Won", None),
        ("a2", "Qualified", "lost"),
        ("a3", "New", None),
    ]
    assert tables.all("select close_reason from deals where deal_id = 'a2'") == [("Too expensive",)]
    [file] = tables.report.files
    assert (file.rows_accepted, file.rows_refused) == (3, 0)
    assert "1 row" in file.note


def test_dynamics(tables):
    tables.write(
        "My Open Opportunities.csv",
        "(Do Not Modify) Opportunity;(Do Not Modify) Row Checksum;(Do Not Modify) Modified On;Topic;Potential Customer;"
        "Est. close date;Est. revenue;Actual Close Date;Actual Revenue;Probability;Status;Sales Stage;Owner;"
        "Created On;Currency",
        "g1;x;2026-03-01;A;Acme;2026-02-01;900;2026-02-03;1000;80;Won;3-Propose;Ann;2026-01-02 10:00;US Dollar",
        "g2;x;2026-03-01;B;Acme;2026-02-01;500;2026-03-03;;20;Lost;Qualify;Ann;2026-01-02 10:00;US Dollar",
        "g3;x;2026-03-01;C;Acme;2026-06-01;700;;;20;Open;Develop;Ann;2026-01-02 10:00;US Dollar",
    )
    tables.fill()
    assert [(row[0], row[5], row[8], row[9]) for row in tables.deals()] == [
        ("g1", 1000, dt.date(2026, 2, 3), "won"),
        ("g2", 500, dt.date(2026, 3, 3), "lost"),
        ("g3", 700, None, "open"),
    ]
    assert tables.all("select distinct currency from deals") == [("USD",)]


def test_hubspot_by_internal_names(tables):
    tables.write(
        "deals.csv",
        "hs_object_id;dealname;dealstage;pipeline;amount;closedate;createdate;hubspot_owner_id;hs_is_closed;hs_is_closed_won",
        "1;A;closedwon;default;100;2026-02-03T10:00:00Z;2026-01-02T10:00:00Z;77;true;true",
        "2;B;contractsent;default;100;2026-06-03T10:00:00Z;2026-01-02T10:00:00Z;77;false;false",
    )
    tables.fill()
    assert [(row[4], row[8], row[9]) for row in tables.deals()] == [
        ("closedwon", dt.date(2026, 2, 3), "won"),
        ("contractsent", None, "open"),
    ]
    assert tables.report.exported_on == dt.date(2026, 2, 3)


def test_fxiaoke(tables):
    tables.write(
        "商机.csv",
        "商机名称;客户名称;商机金额;预计成交日期;销售流程;商机阶段;商机状态;赢率;负责人;创建时间;阶段变更时间;输单原因",
        "A;甲;12万;2026-02-01;默认流程;赢单;赢单;100%;张三;2026年1月2日;2026-02-03 10:00;",
        "B;乙;￥5,000.00;2026-03-01;默认流程;输单;输单;0%;李四;2026-01-02;2026-03-03 10:00;价格",
        "C;丙;8000;2026-06-01;默认流程;需求分析;进行中;30%;张三;2026-01-02;2026-02-03 10:00;",
    )
    tables.fill()
    assert tables.deals() == [
        ("A", "甲", "张三", "默认流程", "赢单", 120_000, 1.0, NEW_YEAR, dt.date(2026, 2, 3), "won"),
        ("B", "乙", "李四", "默认流程", "输单", 5000, 0.0, NEW_YEAR, dt.date(2026, 3, 3), "lost"),
        ("C", "丙", "张三", "默认流程", "需求分析", 8000, 0.3, NEW_YEAR, None, "open"),
    ]


def test_wukong(tables):
    tables.write(
        "商机.csv",
        "商机名称;客户名称;商机金额;预计成交日期;备注;商机状态组;商机阶段;负责人;创建人;创建时间;更新时间;最后跟进时间",
        "A;甲;120000;2026-02-01;;销售流程;赢单;张三;张三;2026-01-02 10:00:00;2026-02-03 10:00:00;",
        "C;丙;8000;2026-06-01;;销售流程;需求分析;张三;张三;2026-01-02 10:00:00;2026-02-03 10:00:00;",
    )
    tables.fill()
    assert [(row[3], row[4], row[8]) for row in tables.deals()] == [
        ("销售流程", "赢单", dt.date(2026, 2, 1)),
        ("销售流程", "需求分析", None),
    ]
    assert tables.report.stages_from == 'the shipped stages "悟空CRM 默认"'


def test_a_chinese_spreadsheet(tables):
    tables.write(
        "项目跟进表.csv",
        "项目名称;客户公司;预计合同金额(含税);阶段;成交概率;预计成交时间;负责人;创建时间;实际成交日期;状态",
        "A;甲;1.2万;成交;100%;2026.2.1;张三;2026/1/2;2026/2/3;赢单",
        "C;丙;8000;意向;30%;2026.6.1;张三;2026/1/2;;进行中",
    )
    tables.fill()
    assert tables.deals() == [
        ("A", "甲", "张三", None, "成交", 12_000, 1.0, NEW_YEAR, dt.date(2026, 2, 3), "won"),
        ("C", "丙", "张三", None, "意向", 8000, 0.3, NEW_YEAR, None, "open"),
    ]
    assert tables.report.stages_from == 'the shipped stages "七阶段"'


def test_xiaoshouyi(tables):
    tables.write(
        "商机.csv",
        "机会编号;机会名称;客户名称;销售金额;结单日期;销售阶段;赢率;阶段分类;所有人;创建日期",
        "OP-1;A;甲;10000;2026-02-03;成交;100;已结束;张三;2026-01-02",
        "OP-2;B;乙;20000;2026-06-30;立项;50;承诺;张三;2026-01-02",
    )
    tables.fill()
    assert [(row[0], row[6], row[8]) for row in tables.deals()] == [
        ("OP-1", 1.0, dt.date(2026, 2, 3)),
        ("OP-2", 0.5, None),
    ]
    assert tables.all("select expected_close_date, forecast_category from deals where deal_id = 'OP-2'") == [
        (dt.date(2026, 6, 30), "commit")
    ]


def test_salesforce_reports_with_flags(tables):
    tables.write(
        "report1700000000000.csv",
        "Opportunity ID;Opportunity Name;Stage;Amount;Close Date;Created Date;Opportunity Owner;Closed;Won",
        "006A;A;Our last stage;100;2/3/2026;1/2/2026;Ann;1;1",
        "006B;B;Our last stage;200;3/13/2026;1/2/2026;Ann;1;0",
        "006C;C;Prospecting;300;6/30/2026;1/2/2026;Ann;0;0",
    )
    tables.fill()
    assert [(row[0], row[8], row[9]) for row in tables.deals()] == [
        ("006A", dt.date(2026, 2, 3), "won"),
        ("006B", dt.date(2026, 3, 13), "lost"),
        ("006C", None, "open"),
    ]
