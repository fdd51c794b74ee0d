"""How fresh the data are: said on every page, with the files behind them, and when newer ones have come."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.__main__ import app as commands
from dashboard.i18n import messages
from tests.conftest import SAMPLES
from tests.workspaces import publish_again

APP = str(SAMPLES.parent / "dashboard" / "app.py")


def said(app):
    return "\n".join(each.value for each in app.markdown)


def opened(**state):
    """A page that asks for few figures: what is said of freshness stands on every one."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.query_params["lang"] = state.pop("language", "en")
    for name, value in state.items():
        app.session_state[name] = value
    return app.switch_page("app_pages/definitions.py").run()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_old_data_are_a_warning_beside_the_title(own_workspace, language):
    app = opened(language=language)
    age = (dt.date.today() - dt.date(2026, 3, 31)).days
    assert f"{age}" in said(app)
    assert messages(language).plural("fresh.stale", age, day="")[:4] in said(app)


def test_the_last_line_names_the_files_when_asked(own_workspace):
    app = opened(**{"fresh.files": True})
    assert not app.exception
    assert "deals.csv → Deals: 10 rows" in said(app)


def newer_only(path):
    import streamlit as st

    from dashboard.reader import Reader
    from dashboard.ui import freshness

    st.session_state["session.path"] = path
    freshness._newer(Reader())


@pytest.mark.parametrize("is_newer", [True, False])
def test_a_reader_is_told_of_newer_data_and_only_then(own_workspace, is_newer):
    seen = str(own_workspace.current())
    if is_newer:
        publish_again(own_workspace)
    app = AppTest.from_function(newer_only, args=(seen,), default_timeout=60).run()
    assert (messages("en")("fresh.newer") in said(app)) == is_newer
    assert [each.label for each in app.button] == [messages("en")("fresh.load")] * is_newer


def test_a_check_of_the_data_says_that_a_later_import_was_refused(own_workspace, tmp_path):
    nothing = tmp_path / "empty.csv"
    nothing.touch()
    assert CliRunner().invoke(commands, ["import", str(nothing)]).exit_code != 0
    checked = CliRunner().invoke(commands, ["check"])
    assert "was refused; the data before it stay in force" in checked.stderr
    assert "empty.csv is empty." in checked.stderr
    publish_again(own_workspace)
    assert "was refused" not in CliRunner().invoke(commands, ["check"]).stderr


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sample_company_is_named_as_such_with_the_way_to_ones_own(sample_company, monkeypatch, language):
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(sample_company.folder))
    app = opened(language=language)
    assert messages(language)("fresh.sample") in said(app)
    assert "funnel import" in said(app)


def test_exports_of_ones_own_are_not_called_a_sample(own_workspace):
    assert messages("en")("fresh.sample") not in said(opened())
