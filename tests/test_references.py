"""What rows refer to: ids without a row go by the names they carry, lines repeat no deal, three endings of a deal."""

from decimal import Decimal

import duckdb
import pytest

from dashboard.importing.load import import_paths
from dashboard.workspace import Workspace
from tests.filled import fill_texts

HEADS = (
    "Opportunity ID,Opportunity Name,Account ID,Account Name,Owner ID,Opportunity Owner,Stage,Close Date,Created Date,"
    "Amount,Product Code,Product Name,Quantity,Total Price"
)
LINES = f"""{HEADS}
1,First,A1,Acme Ltd,U1,Ann Lee,Qualification,2026-06-30,2026-01-05,300,P1,Gateway,1,100
1,First,A1,Acme Ltd,U1,Ann Lee,Qualification,2026-06-30,2026-01-05,300,P2,Licence,2,200
2,Second,A9,Borealis,U9,Bo Chen,Closed Lost - no budget,2026-02-01,2026-01-05,500,P9,Special,1,500
3,Third,A9,Borealis,U9,Bo Chen,Closed Lost to competitor,2026-02-02,2026-01-05,700,,,,
4,Fourth,A9,Borealis,U9,Bo Chen,Closed Lost,2026-02-03,2026-01-05,,P9,Special,1,50
"""
FILES = {
    "opportunities_2026-03-31.csv": LINES,
    "accounts.csv": "account_id,name\nA1,Acme by its table\n",
    "reps.csv": "rep_id,name\nU1,Ann by her table\n",
    "products.csv": "product_id,name\nP1,Gateway by its table\n",
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Rows of a report with a row per line, whose accounts, reps and products are only partly in their tables."""
    folder = tmp_path_factory.mktemp("references")
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    report = import_paths(Workspace(folder / "workspace"), [folder / name for name in FILES])
    with duckdb.connect(str(report.version), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


def test_a_deal_goes_by_the_table_s_name_of_its_account_else_by_the_one_it_carries(ask):
    found = ask("select deal_id, account, rep from deal_list where deal_id in ('1', '2') order by deal_id")
    assert found == [("1", "Acme by its table", "Ann by her table"), ("2", "Borealis", "Bo Chen")]


def test_a_product_without_a_row_goes_by_the_name_that_its_lines_carry(ask):
    found = ask("select distinct product_id, product from deal_line_facts where product_id is not null order by all")
    assert found == [("P1", "Gateway by its table"), ("P2", "Licence"), ("P9", "Special")]


def test_an_orphan_is_found_by_its_check_and_kept(ask):
    assert ask("select key, detail from account_unknown order by key") == [("2", "A9"), ("3", "A9"), ("4", "A9")]
    assert ask("select count(*) from deals") == [(4,)]


def test_the_amount_of_a_deal_repeated_on_every_line_counts_once(ask):
    assert ask("select deal_id, amount from deals order by deal_id") == [
        ("1", Decimal(300)),
        ("2", Decimal(500)),
        ("3", Decimal(700)),
        ("4", None),
    ]
    assert ask("select count(*), sum(amount) from deal_lines") == [(4, Decimal(850))]
    assert ask("select open_amount from kpis") == [(Decimal(300),)]


def test_rows_that_repeat_a_deal_are_told_and_not_refused(ask):
    [(read, accepted, refused, note)] = ask(
        "select rows_read, rows_accepted, rows_refused, note from import_files where table_name = 'deals'"
    )
    assert (read, accepted, refused) == (4, 4, 0)
    assert "1 rows repeat a deal for another of its lines; it counts once." in note


def test_a_closing_stage_that_says_why_makes_the_ending(ask):
    assert ask("select deal_id, ending from deal_facts where deal_id > '1' order by deal_id") == [
        ("2", "no_decision"),
        ("3", "lost_to_competitor"),
        ("4", "lost_unspecified"),
    ]


def test_deals_of_their_own_file_go_before_those_that_lines_repeat(tmp_path):
    deals = "deal_id,stage,amount\n1,Open,1\n"
    filled = fill_texts(tmp_path, {"deals.csv": deals, "lines.csv": LINES})
    assert filled.column("select amount from deals") == [Decimal(1)]
    assert filled.column("select count(*) from deal_lines") == [4]


@pytest.mark.parametrize(
    ("status", "reason"),
    [("Lost", None), ("Cancelled", "Cancelled"), ("Lost - on price", "Lost - on price"), ("客户放弃", "客户放弃")],
)
def test_a_status_that_says_more_than_lost_is_the_reason(tmp_path, status, reason):
    filled = fill_texts(tmp_path, {"deals.csv": f"deal_id,amount,outcome\n1,5,{status}\n"})
    assert filled.rows("select outcome, close_reason from deals") == [("lost", reason)]


def test_a_reason_of_its_own_goes_before_the_status(tmp_path):
    filled = fill_texts(tmp_path, {"deals.csv": "deal_id,amount,outcome,close_reason\n1,5,Cancelled,Price\n2,5,Won,\n"})
    assert filled.column("select close_reason from deals order by deal_id") == ["Price", None]
