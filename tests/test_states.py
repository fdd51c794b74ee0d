"""What a page says when it cannot say its numbers, in both languages."""

import logging
import re
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.i18n import messages
from dashboard.importing.load import import_paths
from dashboard.importing.problems import ImportProblem
from dashboard.ui.terminal import typed
from dashboard.workspace import Workspace
from tests.workspaces import copy_of, publish_again

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = Path(__file__).resolve().parent / "exports" / "worked_example"
BROKEN = ROOT / "sample_data" / "broken"
LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def only_deals(tmp_path_factory):
    """A workspace that holds deals and nothing else."""
    workspace = Workspace(tmp_path_factory.mktemp("only_deals"))
    import_paths(workspace, [EXAMPLE / "deals.csv"])
    return workspace


def opened(workspace, monkeypatch, language, page="overview"):
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(workspace.folder))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    return (app if page == "overview" else app.switch_page(f"app_pages/{page}.py")).run()


def said(app):
    return [each.value for each in (*app.title, *app.header, *app.markdown, *app.warning)]


def says(app, language, message_id, **values):
    return any(messages(language)(message_id, **values) in words for words in said(app))


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_the_first_import_the_page_says_how_to_begin(tmp_path, monkeypatch, caplog, language):
    app = opened(Workspace(tmp_path), monkeypatch, language)
    assert app.title[0].value == messages(language)("app.name")
    assert says(app, language, "state.no_data")
    # Where the workspace is not the usual one, its place is for whoever reads the log.
    assert next(each.value for each in app.code) == typed(f"import {messages(language)('import.path')}… --workspace …")
    assert says(app, language, "state.no_data_where")
    assert f"--workspace {tmp_path}" in caplog.text
    other = "zh" if language == "en" else "en"
    app.segmented_control(key="first.language").set_value(other).run()
    assert app.title[0].value == messages(other)("app.name")
    assert caplog.text.count(f"--workspace {tmp_path}") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_without_its_table_says_which_and_what_it_would_show(only_deals, monkeypatch, language):
    app = opened(only_deals, monkeypatch, language, "marketing")
    assert not app.exception
    assert says(app, language, "state.needs", tables="campaigns.csv")
    how = messages(language).plural("state.needs_how", 1, commands=f"`{typed('views campaigns')}`")
    assert any(how in each for each in said(app))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_out_for_want_of_a_table_does_not_blame_the_period(only_deals, monkeypatch, language):
    app = opened(only_deals, monkeypatch, language, "funnel")
    assert says(app, language, "state.needs", tables="deal\\_history.csv")
    assert not says(app, language, "absent.none_entered")


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_data_are_called_old(only_deals, monkeypatch, language):
    days = re.escape(messages(language).plural("fresh.stale", 2, day="DAY")).split("DAY")[0]
    assert any(re.search(days, words) for words in said(opened(only_deals, monkeypatch, language, "definitions")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_import_is_told_until_one_is_accepted(own_workspace, monkeypatch, language):
    with pytest.raises(ImportProblem):
        import_paths(own_workspace, [BROKEN / "shopping_list.csv"])
    told = own_workspace.folder / "refused.txt"
    _, _, reason = told.read_text(encoding="utf-8").partition("\n")
    told.write_text(f"2026-03-31T20:30:00+00:00\n{reason}", encoding="utf-8")
    app = opened(own_workspace, monkeypatch, language, "definitions")
    assert "shopping_list.csv" in app.warning[0].value.replace("\\", "")
    # In the time zone of the settings, wherever the server stands.
    assert "04:30" in app.warning[0].value
    publish_again(own_workspace)
    assert not app.run().warning


def test_a_dry_run_that_is_refused_is_not_told(tmp_path):
    with pytest.raises(ImportProblem):
        import_paths(Workspace(tmp_path), [BROKEN / "shopping_list.csv"], dry_run=True)
    assert Workspace(tmp_path).refusal() is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_fails_shows_a_short_id_whose_story_is_in_the_log(only_deals, tmp_path, monkeypatch, caplog, language):
    workspace = copy_of(only_deals, tmp_path)
    with duckdb.connect(str(workspace.current())) as connection:
        # One view lost its rows, one is of another program.
        connection.execute("alter view results_over_time rename to told")
        connection.execute("create view results_over_time as select * replace (error('lost')::date as month) from told")
        connection.execute("drop view rep_efficiency")
    with caplog.at_level(logging.ERROR, logger="dashboard"):
        app = opened(workspace, monkeypatch, language)
    assert not app.exception
    before = messages(language)("state.error_how", id="ID").split("ID")[0]
    found = next(words for words in said(app) if before in words)
    number = re.search(r"[0-9a-f]{6}", found.split(before)[1])[0]
    record = next(record for record in caplog.records if number in record.getMessage())
    assert record.exc_info is not None
    assert any(messages(language)("state.outdated") in words for words in said(app))
    # The rest of the page stays.
    assert any("class='value'" in each.proto.body for each in app.get("html"))
