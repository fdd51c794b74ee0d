"""How fresh the data are: said on every page, with the files behind them, and when newer ones have come."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.__main__ import app as commands
from dashboard.i18n import messages
from dashboard.importing.load import import_paths
from dashboard.workspace import Workspace
from tests.conftest import EXPORTS, SAMPLES

APP = str(SAMPLES.parent / "dashboard" / "app.py")
WORKED_EXAMPLE = EXPORTS / "worked_example"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    workspace = Workspace(tmp_path)
    import_paths(workspace, [WORKED_EXAMPLE], exported_on=dt.date(2026, 3, 31))
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(tmp_path))
    return workspace


def said(app):
    return "\n".join(each.value for each in app.markdown)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_old_data_are_a_warning_beside_the_title(workspace, language):
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["lang"] = language
    app.run()
    age = (dt.date.today() - dt.date(2026, 3, 31)).days
    assert f"{age}" in said(app)
    assert messages(language).plural("fresh.stale", age, day="")[:4] in said(app)


def test_the_last_line_names_the_files_when_asked(workspace):
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["fresh.files"] = True
    app.run()
    assert not app.exception
    assert "deals.csv → Deals: 10 rows" in said(app)


def newer_only(path):
    import streamlit as st

    from dashboard.reader import Reader
    from dashboard.ui import freshness

    st.session_state["session.path"] = path
    freshness._newer(Reader())


@pytest.mark.parametrize("is_newer", [True, False])
def test_a_reader_is_told_of_newer_data_and_only_then(workspace, is_newer):
    seen = str(workspace.current())
    if is_newer:
        import_paths(workspace, [WORKED_EXAMPLE], exported_on=dt.date(2026, 3, 31))
    app = AppTest.from_function(newer_only, args=(seen,), default_timeout=60).run()
    assert (messages("en")("fresh.newer") in said(app)) == is_newer
    assert [each.label for each in app.button] == [messages("en")("fresh.load")] * is_newer


def test_a_check_of_the_data_says_that_a_later_import_was_refused(workspace, tmp_path):
    nothing = tmp_path / "empty.csv"
    nothing.touch()
    assert CliRunner().invoke(commands, ["import", str(nothing)]).exit_code != 0
    checked = CliRunner().invoke(commands, ["check"])
    assert "was refused; the data before it stay in force" in checked.stderr
    assert "empty.csv is empty." in checked.stderr
    import_paths(workspace, [WORKED_EXAMPLE], exported_on=dt.date(2026, 3, 31))
    assert "was refused" not in CliRunner().invoke(commands, ["check"]).stderr


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sample_company_is_named_as_such_with_the_way_to_ones_own(tmp_path, monkeypatch, language):
    import_paths(Workspace(tmp_path), [SAMPLES / "salesforce"])
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(tmp_path))
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["lang"] = language
    app.switch_page("app_pages/definitions.py").run()
    assert messages(language)("fresh.sample") in said(app)
    assert "funnel import" in said(app)


def test_exports_of_ones_own_are_not_called_a_sample(workspace):
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["lang"] = "en"
    app.switch_page("app_pages/definitions.py").run()
    assert messages("en")("fresh.sample") not in said(app)
