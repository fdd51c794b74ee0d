"""Nothing ships undescribed: views, measures, columns, commands and settings, in both languages."""

import dataclasses
import re
import shutil
from pathlib import Path

import duckdb
import pytest
import typer.main

from dashboard import catalog, documentation
from dashboard.__main__ import app
from dashboard.live_databases import LiveDatabase
from dashboard.playbook import Playbook, ReasonGroup
from dashboard.settings import FileMapping, Imports, Limits, Pipeline, Reporting, Rules, Stage

TESTS = Path(__file__).parent
VIEWS = [each.name for each in catalog.queries("views")]
CHECKS = [each.name for each in catalog.queries("checks")]
BOOKKEEPING = ("stages", "history_imports", "history_sources", "import_files", "import_columns", "refused_rows")
CHINESE = r"[\u4e00-\u9fff]"
MEASURES = [each.name for each in catalog.queries("metrics")]
TABLES = [each.name for each in catalog.queries("tables")]
RATES = [
    each.name for each in catalog.queries("metrics") if each.header.get("unit") == "rate" and "amount" not in each.code
]
COMMANDS = sorted(typer.main.get_command(app).commands)


@pytest.fixture(scope="module")
def installed():
    with documentation.installed() as connection:
        yield connection


def _real_columns(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    # A view was bound when it was created: to ask it for its names would bind it again.
    asked = "select column_name from duckdb_columns() where table_name = ? order by column_index"
    return [column for (column,) in connection.execute(asked, [name]).fetchall()]


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_says_what_it_answers_and_for_what_it_has_a_row(name):
    header = catalog.query(name).header
    missing = [key for key in ("title", "title_zh", "about", "grain", "needs") if not header.get(key)]
    assert not missing
    assert not set(catalog.query(name).needs) - set(TABLES), "needs names tables only"


@pytest.mark.parametrize("name", VIEWS)
def test_every_column_of_a_view_has_a_unit_a_meaning_and_labels(name, installed):
    view = catalog.query(name)
    real = _real_columns(installed, name)
    assert not set(view.columns) - set(real), "described but not there"
    faults = []
    for each in real:
        try:
            column = view.column(each)
        except KeyError:
            faults.append(f"{each}: not described")
            continue
        faults += [f"{each}: no {part}" for part in ("meaning", "label", "label_zh") if not getattr(column, part)]
        if column.unit not in catalog.UNITS:
            faults.append(f"{each}: unit {column.unit!r}")
    assert not faults


@pytest.mark.parametrize("name", [*VIEWS, *CHECKS])
def test_a_chinese_reader_is_told_what_every_view_and_column_means(name):
    view = catalog.query(name)
    assert view.header.get("about_zh")
    # A meaning of the view's own overrides the measure's, so its translation must not be the measure's either.
    own = {each for each, described in view.columns.items() if ";" in described}
    assert not [each for each in own if not view.meanings_zh.get(each)]
    assert not [each for each in view.columns if not re.search(CHINESE, view.column(each).meaning_zh)]
    assert not view.meanings_zh.keys() - view.columns.keys(), "translated but not described"


@pytest.mark.parametrize("name", BOOKKEEPING)
def test_a_chinese_reader_is_told_what_the_lists_of_the_import_hold(name):
    table = catalog.query(name)
    assert table.meanings_zh.keys() == table.columns.keys()


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_has_expected_values_of_the_worked_example(name):
    assert (TESTS / "expected" / f"{name}.csv").is_file()


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_says_what_it_counts_and_where_the_definition_is_from(name):
    header = catalog.measure(name).header
    assert not [
        key for key in ("label", "label_zh", "unit", "better", "about", "about_zh", "source") if not header.get(key)
    ]
    assert header["unit"] in catalog.UNITS
    assert header["better"] in ("higher", "lower", "neither")


@pytest.mark.parametrize("name", RATES)
def test_a_rate_of_counts_names_its_sample(name):
    assert catalog.measure(name).header.get("sample")


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_table_is_described(name, installed):
    query = catalog.query(name)
    assert list(query.columns) == _real_columns(installed, name)
    assert all(query.columns.values())
    assert not [key for key in ("title", "title_zh", "about", "grain") if not query.header.get(key)]


@pytest.mark.parametrize(
    "name", [each.name for each in catalog.queries() if each.layer in ("derived", "scope", "checks")]
)
def test_every_other_object_says_what_it_is(name):
    header = catalog.query(name).header
    assert header.get("title")
    assert header.get("title_zh")
    assert header.get("about")


def test_every_object_and_column_of_a_published_version_carries_its_description(worked_example, tmp_path):
    undescribed = """
        select table_name, column_name from duckdb_columns() where comment is null and not internal
        union all select table_name, null from duckdb_tables() where comment is null and not internal
        union all select view_name, null from duckdb_views() where comment is null and not internal
    """
    # Readers of this process may have the file open, which has one configuration then.
    own = shutil.copyfile(worked_example.current(), tmp_path / "copy.duckdb")
    with duckdb.connect(str(own), read_only=True) as connection:
        found = connection.execute(undescribed).fetchall()
    described = {each.name: each.columns for each in catalog.queries() if not each.is_temporary}
    assert [name for name, column in found if name not in described or column in (None, *described[name])] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help_and_the_command_an_example(name):
    command = typer.main.get_command(app).commands[name]
    assert command.help
    assert re.search(rf"funnel {name}\b" if name != "serve" else r"funnel\b", command.epilog or "")
    assert not [each.name for each in command.params if not getattr(each, "help", None)]


def test_every_setting_has_its_line_in_the_settings_table():
    parts = (
        ("reporting", Reporting),
        ("rules", Rules),
        ("shape", Playbook),
        ("reason_groups", ReasonGroup),
        ("limits", Limits),
        ("imports", Imports),
        ("pipelines", Pipeline),
        ("stage", Stage),
        ("mapping", FileMapping),
        ("database", LiveDatabase),
    )
    known = {f"{prefix}.{field.name}" for prefix, kind in parts for field in dataclasses.fields(kind)}
    known -= {"shape.reason_groups"}
    assert known == set(documentation.SETTINGS)


def test_every_environment_variable_read_is_documented():
    sources = Path(catalog.FOLDER.parent, "dashboard").rglob("*.py")
    read = {name for path in sources for name in re.findall(r"\bFUNNEL_[A-Z_]+\b", path.read_text(encoding="utf-8"))}
    assert read - {"FUNNEL_CRASH_AFTER"} == set(documentation.ENVIRONMENT)


def test_the_readme_holds_the_tables_as_they_are_generated():
    readme = documentation.README.read_text(encoding="utf-8")
    for name in documentation.PARTS:
        assert f"<!-- {name} -->" in readme
        assert f"<!-- /{name} -->" in readme
    assert documentation.rendered(readme) == readme, "run `python -m dashboard.documentation`"


def test_the_readme_names_every_command():
    readme = documentation.README.read_text(encoding="utf-8")
    assert not [name for name in COMMANDS if not re.search(rf"funnel {name}\b", readme) and name != "serve"]


def test_links_inside_the_repository_lead_somewhere():
    root = documentation.README.parent
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", documentation.README.read_text(encoding="utf-8"))
    assert not [link for link in links if not (root / link).exists()]
