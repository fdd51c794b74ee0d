"""The catalogue reads headers and executes files in the order in which they need each other."""

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard import catalog, installing


def _query(folder: Path, place: str, sql: str, header: str = "about: a test") -> catalog.Query:
    path = folder / f"{place}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    return catalog.parse(f"/*\n{header}\n*/\n{sql}", path)


def test_a_header_has_keys_columns_labels_and_continued_lines(tmp_path):
    header = "title: A view\ntitle_zh: 视图\nabout: first: half\n    second half"
    header += "\nabout_zh: 第一行，\n    第二行\n    third"
    header += "\ncolumn a: count; how many\nlabel a: All | 全部"
    found = _query(tmp_path, "views/a_view", "create or replace view a_view as select 1 as a", header)
    told = {"about": "first: half second half", "about_zh": "第一行，第二行 third"}
    assert found.header == {"title": "A view", "title_zh": "视图"} | told
    assert (found.layer, found.name, found.title("zh")) == ("views", "a_view", "视图")
    assert found.column("a") == catalog.Column("a", "count", "how many", "All", "全部")


def test_a_meaning_may_contain_a_semicolon_without_a_unit(tmp_path):
    found = _query(tmp_path, "tables/t", "create or replace table t (a int)", "column a: this; or that")
    assert found.column("a").meaning == "this; or that"
    assert found.column("a").unit == ""


def test_an_unknown_column_is_a_key_error(tmp_path):
    with pytest.raises(KeyError, match="t has no column nowhere"):
        _query(tmp_path, "tables/t", "create or replace table t (a int)").column("nowhere")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("select 1", "must begin with its header"),
        ("/*\nno key\n*/", "not a header line: no key"),
        ("/*\nabout: a\nabout: b\n*/", "has `about` twice"),
    ],
)
def test_a_broken_header_is_refused_with_the_file_named(text, message):
    with pytest.raises(catalog.CatalogError, match=f"views/x.sql.*{message}"):
        catalog.parse(text, Path("views/x.sql"))


def test_what_a_file_reads_or_calls_is_created_before_it(tmp_path):
    files = [
        _query(tmp_path, "views/a", "create or replace view a as select twice(n) as n from b(1) join c using (n)"),
        _query(tmp_path, "scope/b", "create or replace macro b(n) as table select n as n"),
        _query(tmp_path, "checks/c", "create or replace view c as select 1 as n -- from a"),
        _query(tmp_path, "metrics/twice", "create or replace macro twice(n) as 2 * sum(n)"),
    ]
    names = [each.name for each in installing.in_order(files)]
    assert names.index("a") == 3
    with duckdb.connect() as connection:
        installing.execute(connection, files)
        assert connection.execute("select * from a").fetchall() == [(2,)]


def test_a_query_file_has_at_most_ninety_lines_of_code():
    lines = {
        each.name: sum(
            bool(line.strip()) and not line.strip().startswith("--")
            for line in each.path.read_text(encoding="utf-8").partition("*/")[2].splitlines()
        )
        for each in catalog.queries()
    }
    assert {name: count for name, count in lines.items() if count > 90} == {}


def test_files_that_need_each_other_are_an_error_that_shows_the_circle(tmp_path):
    files = [
        _query(tmp_path, "views/a", "create or replace view a as select * from b"),
        _query(tmp_path, "views/b", "create or replace view b as select * from a"),
    ]
    with pytest.raises(catalog.CatalogError, match=r"need each other: (a → b → a|b → a → b)"):
        installing.in_order(files)


def test_two_files_of_one_name_are_refused(tmp_path):
    files = [_query(tmp_path, f"{layer}/a", "create or replace macro a() as 1") for layer in ("scope", "views")]
    with pytest.raises(catalog.CatalogError, match="same name"):
        installing.in_order(files)


def test_a_file_must_create_the_object_it_is_named_after(tmp_path):
    files = [_query(tmp_path, "views/a", "create or replace view b as select 1")]
    with duckdb.connect() as connection, pytest.raises(catalog.CatalogError, match="one object of its own name, a"):
        installing.execute(connection, files)


def test_an_error_of_duckdb_names_the_file(tmp_path):
    files = [_query(tmp_path, "views/a", "create or replace view a as select * from nowhere")]
    with duckdb.connect() as connection, pytest.raises(catalog.CatalogError, match=r"views/a.sql: .*nowhere"):
        installing.execute(connection, files)


def test_headers_become_comments_that_any_tool_shows(tmp_path):
    files = [
        _query(
            tmp_path,
            "views/v",
            "create or replace view v as select 1 as n",
            "title: It's\nabout: one.\ncolumn n: count; rows",
        ),
        _query(tmp_path, "metrics/m", "create or replace macro m(n) as sum(n)", "label: Sum\nabout: all of n"),
        _query(tmp_path, "scope/s", "create or replace macro s(n) as table select n", "about: rows"),
    ]
    with duckdb.connect() as connection:
        installing.execute(connection, files)
        installing.comment(connection, files)
        assert connection.execute("select comment from duckdb_views() where view_name = 'v'").fetchall() == [
            ("It's. one.",)
        ]
        functions = "select function_name, comment from duckdb_functions() where function_name in ('m', 's') order by 1"
        assert connection.execute(functions).fetchall() == [("m", "Sum. all of n"), ("s", "s. rows")]
        columns = "select comment from duckdb_columns() where table_name = 'v'"
        assert connection.execute(columns).fetchall() == [("count; rows",)]


def test_the_tables_of_the_product_install_twice_without_complaint():
    with duckdb.connect() as connection:
        installing.install(connection, "tables")
        installing.install(connection, "tables")
        made = {row[0] for row in connection.execute("select table_name from duckdb_tables()").fetchall()}
    assert made == {each.name for each in catalog.queries("tables")}
    assert catalog.query("deals").columns["deal_id"] == "the CRM's own id"


def test_an_import_takes_over_what_was_made_of_the_same_files_and_nothing_else(worked_example, tmp_path):
    objects = """select view_name as name, comment from duckdb_views() where not internal
        union all select table_name, comment from duckdb_tables() where not internal
        union all select function_name, comment from duckdb_functions() where not internal
        union all select table_name || '.' || column_name, comment from duckdb_columns() where not internal
        order by all"""
    other, torn = (Path(shutil.copy(worked_example.current(), tmp_path / name)) for name in ("other", "torn"))
    with duckdb.connect(str(other)) as connection:
        said = connection.execute(objects).fetchall()
        connection.execute("create or replace macro made_of() as 'another release'")
    torn.write_bytes(torn.read_bytes()[:5000])
    with duckdb.connect(str(tmp_path / "new.duckdb")) as connection:
        for version in (other, torn, tmp_path / "missing"):
            assert not installing.take_over(connection, version)
        assert connection.execute(objects).fetchall() == []
        assert installing.take_over(connection, worked_example.current())
        assert connection.execute(objects).fetchall() == said
        assert connection.execute("select count(*) from deals").fetchall() == [(0,)]
