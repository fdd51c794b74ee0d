"""The operator's page: hand in, see and correct what is understood, try, keep, import, see what changed, go back."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.i18n import messages
from dashboard.import_desk import Desk
from dashboard.workspace import Workspace

APP = str(Path(__file__).resolve().parent.parent / "dashboard" / "app.py")
SETTINGS = '# ours\n[reporting]\nlanguage = "en"\n\n[imports]\nfrom_dashboard = true\n'
EXPORT = (
    "opportunity_id,seller,phase,close_value,engage_date,gebiet\n"
    "1,Ann,Open,100,2026-01-05,Nord\n2,Bo,Won,200,2026-01-06,Nord\n3,Bo,Won,x,2026-01-06,Nord\n"
)
t = messages("en")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(tmp_path))
    workspace = Workspace(tmp_path)
    workspace.settings_path.write_text(SETTINGS, encoding="utf-8")
    return Desk(workspace)


def said(app):
    return [each.value for each in (*app.markdown, *app.header, *app.error, *app.warning)]


def press(app, key):
    return app.button(key=key).click().run()


def box(app, label):
    return next(each for each in app.selectbox if each.label == label)


def test_a_first_export_is_handed_in_corrected_tried_kept_imported_and_a_bad_one_leaves_it_in_force(desk):
    app = AppTest.from_file(APP, default_timeout=120).run()
    app.file_uploader[0].upload("crm_2026-03-31.csv", EXPORT.encode()).run()
    press(app, "import.try")
    desk.wait()
    app.run()
    assert any("cannot be imported like this" in words for words in said(app))
    assert box(app, "close_value").value == "amount"
    assert box(app, "gebiet").value == ""
    box(app, "gebiet").set_value("region").run()
    assert 'region = "gebiet"' in "".join(each.value for each in app.code)
    assert "region" not in desk.workspace.settings_path.read_text(encoding="utf-8")
    press(app, "imports.again")
    desk.wait()
    app.run()
    assert any("it can be imported" in words for words in said(app))
    assert any("3 rows read, 2 accepted, 1 refused" in words for words in said(app))
    assert app.button(key="import.now").disabled
    press(app, "import.keep")
    written = desk.workspace.settings_path.read_text(encoding="utf-8")
    assert written.startswith(SETTINGS.rstrip("\n"))
    assert [each.file for each in settings.load(desk.workspace.settings_path).mappings] == ["crm_*.csv"]
    assert desk.workspace.current() is None
    press(app, "import.now")
    desk.wait()
    app.run()
    app.switch_page("app_pages/imports.py").run()
    assert any(words.startswith("Imported on") for words in said(app))
    version = desk.workspace.current()
    assert version is not None
    app.file_uploader[0].upload("crm_2026-04-30.csv", b"milk,eggs\n1,2\n").run()
    press(app, "import.try")
    desk.wait()
    app.run()
    assert any("cannot be imported like this" in words for words in said(app))
    assert desk.workspace.current() == version


def test_a_question_about_dates_is_answered_on_the_page(desk):
    app = AppTest.from_file(APP, default_timeout=120).run()
    dates = "deal_id,amount,created_at\n1,5,03/04/2026\n2,6,05/06/2026\n"
    app.file_uploader[0].upload("deals.csv", dates.encode()).run()
    press(app, "import.try")
    desk.wait()
    app.run()
    assert t("told.order_asked", file="deals.csv", text="03/04/2026", header="created_at") in "".join(
        said(app)
    ).replace("\\", "")
    box(app, t("import.date_order")).set_value("dmy").run()
    assert 'date_order = "dmy"' in "".join(each.value for each in app.code)


def test_the_way_back_is_asked_about_twice_and_then_taken(desk, sample_company):
    folder = desk.workspace.versions_folder
    folder.mkdir()
    for name in ("20260101T000000-1.duckdb", "20260102T000000-1.duckdb"):
        shutil.copyfile(sample_company.current(), folder / name)
    (desk.workspace.folder / "current").write_text(f"{name}\n", encoding="utf-8")
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.switch_page("app_pages/imports.py").run()
    press(app, "import.undo")
    assert desk.workspace.current().name == name
    press(app, "import.undo_yes")
    assert desk.workspace.current().name == "20260101T000000-1.duckdb"
    assert not any(each.key == "import.undo" for each in app.button)


def test_where_imports_are_off_the_page_says_how_to_switch_them_on(sample_company, monkeypatch):
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(sample_company.folder))
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.switch_page("app_pages/imports.py").run()
    assert t("import.off") in said(app)
    assert any("from_dashboard = true" in each.value for each in app.code)
    assert not app.file_uploader


def test_a_second_reader_sees_that_an_import_runs(desk):
    with desk._held():
        app = AppTest.from_file(APP, default_timeout=60).run()
        assert not app.file_uploader
