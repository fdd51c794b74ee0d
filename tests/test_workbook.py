"""An Excel file has typed columns under a header that stays, and says of itself what it holds."""

import datetime as dt
import io
import re
import zipfile
from decimal import Decimal

import fastexcel
import polars as pl
import pytest

from dashboard import catalog, exports, provenance, sql_script
from dashboard.database import Database
from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from dashboard.workbook import About, Column, workbook

WORDS = {key: key for key in ("about", "rows", "totals", "columns", "column", "unit", "meaning", "sql")}
COLUMNS = [
    Column("deal", "Deal", "text"),
    Column("amount", "Amount", "money", is_additive=True),
    Column("deals", "Deals", "count", is_additive=True),
    Column("win_rate", "Win rate", "rate"),
    Column("day", "Closed", "date"),
    Column("at", "Changed"),
]
FRAME = pl.DataFrame(
    {
        "deal": ["=cmd|' /c calc'!A0", "上海", None],
        "amount": [Decimal("12345678901.23"), Decimal("-0.10"), None],
        "deals": [1, 2, None],
        "win_rate": [0.314, float("nan"), None],
        "day": [dt.date(2026, 1, 31), dt.date(1899, 1, 1), None],
        "at": [dt.datetime(2026, 1, 31, 9, 30), None, None],
    }
)
SCOPES = {
    "all": Scope(),
    "chosen": Scope(period_end="2026-02-28", regions=("North", "~"), accounts=("A1",), counting_rule="strict"),
    "hostile": Scope(regions=("=1+1", 'a"b;\n华东🚀', "North"), permitted_regions=("North",)),
}


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return book.read(name).decode()


def formats_of(data, place):
    """Number format of the cells of the first sheet in a column, by row number."""
    styles = part(data, "xl/styles.xml")
    codes = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"', styles))
    builtin = {"0": "General", "3": "#,##0", "4": "#,##0.00", "2": "0.00"}
    cell_styles = re.findall(r'<xf numFmtId="(\d+)"', styles.split("<cellXfs")[1])
    cells = re.findall(rf'<c r="{place}(\d+)"(?: s="(\d+)")?', part(data, "xl/worksheets/sheet1.xml"))
    return {int(row): {**builtin, **codes}[cell_styles[int(style or 0)]] for row, style in cells if row != "1"}


def test_columns_have_the_format_of_their_unit():
    data = workbook(FRAME, About("Deals", WORDS, columns=COLUMNS))
    assert formats_of(data, "B") == {2: "#,##0.00", 3: "#,##0.00"}
    assert formats_of(data, "C") == {2: "#,##0", 3: "#,##0"}
    assert formats_of(data, "D") == {2: "0.0%"}
    assert formats_of(data, "E")[2] == "yyyy-mm-dd"
    assert formats_of(data, "F") == {2: "yyyy-mm-dd hh:mm"}


def test_numbers_are_exact_and_text_is_never_a_formula():
    data = workbook(FRAME, About("Deals", WORDS, columns=COLUMNS))
    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert "<v>12345678901.23</v>" in sheet
    assert "<v>-0.10</v>" in sheet
    assert "<f>" not in sheet + part(data, "xl/worksheets/sheet2.xml")
    read = fastexcel.read_excel(data).load_sheet(0).to_polars()
    assert read["Deal"].to_list() == FRAME["deal"].drop_nulls().to_list()
    # Excel knows no day before 1900, and no number that is none.
    assert fastexcel.read_excel(data).load_sheet(0, dtypes="string").to_polars()["Closed"].to_list()[1] == "1899-01-01"


def test_the_header_stays_in_sight_and_filters():
    data = workbook(FRAME, About("Deals", WORDS, columns=COLUMNS))
    assert re.search(r'<pane ySplit="1" topLeftCell="A2"[^>]*state="frozen"', part(data, "xl/worksheets/sheet1.xml"))
    assert '<autoFilter ref="A1:F4"/>' in part(data, "xl/worksheets/sheet1.xml")


def test_headers_that_are_equal_or_look_like_formulas_are_harmless():
    columns = [Column("a", "Same"), Column("b", "same"), Column("c", "=1+1")]
    data = workbook(pl.DataFrame({"a": [1], "b": [2], "c": [3]}), About("x", WORDS, columns=columns))
    assert fastexcel.read_excel(data).load_sheet(0).to_polars().columns == ["Same (a)", "same (b)", "=1+1"]
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml")
    head = re.search(r'<c r="C1" s="(\d+)"', part(data, "xl/worksheets/sheet1.xml"))[1]
    styles = re.findall(r"<xf [^>]*>", part(data, "xl/styles.xml").split("<cellXfs")[1])
    assert 'quotePrefix="1"' in styles[int(head)]


def test_a_sheet_takes_any_title():
    for title in ("a/b[c]:*?\\", "", "'quoted'", "很长的标题" * 20, "\x00"):
        data = workbook(FRAME, About(title, WORDS, columns=COLUMNS))
        assert len(fastexcel.read_excel(data).sheet_names) == 2


def test_text_that_is_too_long_for_a_cell_is_cut_and_not_lost():
    data = workbook(pl.DataFrame({"a": ["x" * 40_000]}), About("x", WORDS))
    assert len(fastexcel.read_excel(data).load_sheet(0).to_polars()["a"][0]) == 32_767


def test_many_rows_are_written_as_they_come():
    frame = pl.DataFrame({"a": range(20_001), "b": [f"名 {n}" for n in range(20_001)]})
    read = fastexcel.read_excel(workbook(frame, About("x", WORDS))).load_sheet(0).to_polars()
    assert read["a"].sum() == frame["a"].sum()
    assert read["b"].to_list() == frame["b"].to_list()


def test_the_same_rows_of_the_same_version_make_the_same_file():
    about = About("Deals", WORDS, columns=COLUMNS, made_at=dt.datetime(2026, 1, 1))
    assert workbook(FRAME, about) == workbook(FRAME, about)


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as found:
        yield found


def taken(database, view, scope, language):
    reader = Reader(Look(language), scope, database.facts())
    frame = database.read(view, scope)
    sql = sql_script.script(view, database.resolve(scope))
    about = provenance.about(reader, view, frame, version=database.path.name, sql=sql)
    data = exports.as_xlsx(provenance.in_words(reader, frame), about)
    lines = fastexcel.read_excel(data).load_sheet(1, header_row=None, dtypes="string").to_polars().rows()
    return reader, frame, about, data, lines


def first_of(lines):
    """What stands beside a name where it comes first: facts come before the columns."""
    return {line[0]: line[1] for line in reversed(lines) if line[0]}


# Every view once: what is said of a scope does not depend on the view, so that they take turns.
TURNS = [(scope, language) for language in ("en", "zh") for scope in SCOPES]
VIEWS = [(each.name, *TURNS[place % len(TURNS)]) for place, each in enumerate(catalog.queries("views"))]


@pytest.mark.parametrize(("view", "chosen", "language"), VIEWS, ids=["-".join(each) for each in VIEWS])
def test_every_view_says_its_scope_definitions_and_control_totals(database, view, chosen, language):
    scope = SCOPES[chosen]
    reader, frame, about, data, lines = taken(database, view, scope, language)
    said = first_of(lines)
    t = reader.t
    assert said[t("about.scope")].startswith(scope.sentence(language, database.facts(), reader.name)[:40])
    assert said[t("about.as_of")].startswith(reader.as_of.isoformat())
    assert said[t("about.exported_on")].startswith(database.facts()["exported_on"].isoformat())
    assert said[t("about.version")] == database.path.name
    assert said[t("about.view")] == view
    assert said[t("about.rows")] == str(frame.height)
    for name in frame.columns:
        label = reader.label(view, name)
        line = next(each for each in lines if each[:2] == (label, name))
        assert line[2]
        assert line[3]
    assert "\n".join(line[0] for line in lines if line[0]).endswith(about.sql.splitlines()[-1])
    sheet = fastexcel.read_excel(data).load_sheet(0).to_polars()
    assert sheet.height == frame.height
    for column in about.columns:
        if column.is_additive and frame.height:
            total = next(line[1] for line in lines if line[0] == column.label)
            place = frame.columns.index(column.name)
            held = sheet[sheet.columns[place]].cast(pl.Float64).sum() or 0
            assert float(total) == pytest.approx(held, abs=0.005)
            assert float(total) == pytest.approx(float(frame[column.name].sum() or 0), abs=0.005)


def test_every_choice_is_named_on_the_second_sheet(database):
    _, _, _, _, lines = taken(database, "deal_list", SCOPES["chosen"], "zh")
    said = first_of(lines)
    assert said["区域"] == "North、（未填）"
    assert said["客户"] == "A1"
    assert said["计数口径"] == "按顺序"
    _, _, _, _, lines = taken(database, "deal_list", SCOPES["hostile"], "en")
    said = first_of(lines)
    assert said["Limited by permission to"] == "North"
    assert '=1+1, a"b;' in said["Region"]


def test_only_what_can_be_summed_is_summed():
    for name, unit, wanted in (
        ("amount", "money", True),
        ("open_deals", "count", True),
        ("average_won_amount", "money", False),
        ("cost_per_lead", "money", False),
        ("velocity_per_day", "money", False),
        ("unit_price", "money", False),
        ("previous_sample", "count", False),
        ("win_rate", "rate", False),
    ):
        assert provenance.is_additive(name, unit) is wanted, name


def test_figures_of_several_units_in_one_column_have_the_format_of_their_row(database):
    _, frame, _, data, _ = taken(database, "kpi_comparison", Scope(), "en")
    place = "ABCDEFGH"[frame.columns.index("value")]
    found = formats_of(data, place)
    row = frame["measure"].to_list().index("win_rate") + 2
    assert found[row] == "0.0%"
    assert found[frame["measure"].to_list().index("won_amount") + 2] == "#,##0.00"


def test_the_sheet_speaks_the_readers_language(database):
    _, frame, _, data, _ = taken(database, "deal_list", Scope(), "zh")
    assert fastexcel.read_excel(data).sheet_names == ["商机明细", "说明"]
    sheet = fastexcel.read_excel(data).load_sheet(0).to_polars()
    assert set(sheet["状态"].drop_nulls()) <= {"在途", "赢单", "丢单"}
    assert sheet.height == frame.height
