"""The shape of funnels and the weekly board, by the figures of the source texts."""

import datetime as dt

import duckdb
import polars as pl
import pytest

from dashboard import catalog
from dashboard.database import Database
from dashboard.importing import load
from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.selections import OF_A_DAY, week_grid
from dashboard.workspace import Workspace

MONDAY, WEDNESDAY, FRIDAY = (dt.date(2026, 3, day) for day in (23, 25, 27))
SETTINGS = """
[[pipelines]]
name = "default"
stages = [
    { name = "25%", probability = 0.25 },
    { name = "50%", probability = 0.5 },
    { name = "90%", probability = 0.9 },
    { name = "Won", kind = "won" },
]
"""
# METRICS section 7: first meetings, 25 %, 50 %, 90 %, won, received, standard.
BOARD = {"Lin": (3, 4, 3, 1, 2, 3000, 6000), "Wu": (4, 3, 2, 2, 3, 10000, 8000)}
TOTAL = (7, 7, 5, 3, 5, 13000, 14000)


@pytest.mark.parametrize(
    ("parts", "shape"),
    [
        ((0, 0, 0), "empty"),
        ((5, 0, 0), "early_only"),
        ((1, 4, 2), "top_light"),
        ((3, 4, 2), "bulging"),
        ((2, 4, 2), "bulging"),
        ((4, 3, 1), "ideal"),
        ((3, 3, 3), "ideal"),
        ((7, 5, 3), "ideal"),
        ((4, 2, 0), "uneven"),
        ((4, 2, 3), "uneven"),
    ],
)
def test_a_shape_is_told_in_the_order_of_its_definition(parts, shape):
    connection = duckdb.connect()
    connection.execute(catalog.query("funnel_shape_of").sql)
    assert connection.execute("select funnel_shape_of(?, ?, ?)", parts).fetchone() == (shape,)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    """A team's week as exports: who met whom, what stands where, what was won and received."""
    folder = tmp_path_factory.mktemp("board")
    (folder / "funnel.toml").write_text(SETTINGS, encoding="utf-8")
    deals = ["deal_id,rep_id,account_id,stage,amount,created_at,closed_at,outcome"]
    activities = ["activity_id,rep_id,account_id,kind,occurred_at,outcome"]
    payments, invoices = ["payment_id,invoice_id,received_date,amount,kind"], ["invoice_id,account_id,rep_id,amount"]
    targets = ["period_start,period_end,measure,rep_id,amount"]
    for rep, (meetings, early, middle, late, won, received, standard) in BOARD.items():
        for stage, number in (("25%", early), ("50%", middle), ("90%", late)):
            deals += [f"{rep}-{stage}-{n},{rep},{rep}-A,{stage},100,2026-03-02,,open" for n in range(number)]
        deals += [f"{rep}-won-{n},{rep},{rep}-A,Won,100,2026-03-02,{MONDAY},won" for n in range(won)]
        activities += [f"{rep}-M{n},{rep},{rep}-A{n},meeting,{WEDNESDAY} 10:00,held" for n in range(meetings)]
        # Met before: no first meeting of the week.
        activities += [
            f"{rep}-O,{rep},{rep}-old,visit,2026-02-02 10:00,held",
            f"{rep}-P,{rep},{rep}-old,visit,{MONDAY} 9:00,held",
        ]
        invoices.append(f"{rep}-I,{rep}-A,{rep},20000")
        payments.append(f"{rep}-R,{rep}-I,{WEDNESDAY},{received},payment")
        targets.append(f"2026-03-01,2026-03-31,won_amount,{rep},{standard}")
    files = {"deals": deals, "activities": activities, "payments": payments, "invoices": invoices, "targets": targets}
    for name, lines in files.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    load.import_paths(workspace, [folder], exported_on=FRIDAY)
    with Database(workspace.current()) as opened:
        yield opened


def of_day(board, level, day):
    """The board's figures per member at the end of a day."""
    rows = board.read("weekly_board", where={"level": level, "on_date": day}).iter_rows(named=True)
    names = ("first_meetings", "early", "middle", "late", "won_deals", "collected_amount", "shape")
    return {row["name"]: tuple(row[name] for name in names) for row in rows}


def test_the_board_of_a_week_adds_up_to_that_of_the_team(board):
    reps = of_day(board, "rep", FRIDAY)
    assert {name: figures[:6] for name, figures in reps.items()} == {name: row[:6] for name, row in BOARD.items()}
    assert of_day(board, "company", FRIDAY) == {None: (*TOTAL[:6], "ideal")}
    standard = sum(
        row["target_amount"]
        for row in board.read(
            "rep_efficiency", Scope(period_start=dt.date(2026, 3, 1), period_end=dt.date(2026, 3, 31))
        ).iter_rows(named=True)
    )
    assert standard == TOTAL[6]


def test_meetings_and_money_count_from_the_day_they_happened(board):
    monday = of_day(board, "company", MONDAY)[None]
    assert (monday[0], monday[4], monday[5]) == (0, TOTAL[4], 0)
    assert of_day(board, "company", WEDNESDAY)[None][0] == TOTAL[0]


def test_the_funnel_of_the_week_is_the_one_of_its_last_board_day(board):
    whole = board.read("funnel_shape", where={"level": "company"}).row(0, named=True)
    assert (whole["early"], whole["middle"], whole["late"], whole["shape"]) == (7, 5, 3, "ideal")


def test_the_grid_of_a_week_has_a_row_per_member_with_each_day_as_the_board_has_it(board):
    grid = week_grid(board.read("weekly_board", where={"week": MONDAY}), Reader())
    assert grid.select("level", "name").rows() == [("rep", "Lin"), ("rep", "Wu"), ("team", None), ("company", None)]
    for day in (MONDAY, WEDNESDAY, FRIDAY):
        for level in ("rep", "company"):
            rows = of_day(board, level, day)
            shown = grid.filter(pl.col("level") == level).iter_rows(named=True)
            assert {row["name"]: tuple(row[f"{name}_{day}"] for name in OF_A_DAY) for row in shown} == {
                name: figures[:5] for name, figures in rows.items()
            }, day
    assert grid.row(-1, named=True)["shape"] == "ideal"
    assert grid.row(-1, named=True)["collected_amount"] == TOTAL[5]


def test_who_had_nothing_to_show_on_a_day_has_zeros_there(board):
    rows = board.read("weekly_board", where={"week": MONDAY})
    early = (pl.col("name").eq_missing("Wu")) & (pl.col("on_date") < FRIDAY)
    late = (pl.col("name").eq_missing("Lin")) & (pl.col("on_date") == FRIDAY)
    grid = week_grid(rows.filter(~early & ~late), Reader())
    found = {row["name"]: row for row in grid.filter(pl.col("level") == "rep").iter_rows(named=True)}
    assert (found["Wu"][f"early_{MONDAY}"], found["Wu"][f"early_{FRIDAY}"]) == (0, 3)
    assert (found["Lin"][f"early_{FRIDAY}"], found["Lin"]["shape"]) == (0, "empty")
    assert week_grid(rows.clear(), Reader()).is_empty()
