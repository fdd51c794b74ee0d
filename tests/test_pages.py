"""Every page under every kind of scope in both languages, run as the server runs it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.i18n import messages
from tests.headed import headings

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "app_pages").glob("*.py"))
SCOPES = {"all": {}, "one region": {"region": "DACH"}, "nothing matches": {"region": "DACH", "rep": "nobody"}}


@pytest.fixture(scope="module")
def started(sample_company):
    """One running app per scope and language; pages are switched in it, as a reader does."""
    apps = {}

    def start(scope, language):
        if (scope, language) not in apps:
            app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
            app.query_params["lang"] = language
            for name, value in SCOPES[scope].items():
                app.query_params[name] = value
            apps[scope, language] = app
        return apps[scope, language]

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUNNEL_WORKSPACE", str(sample_company.folder))
        yield start


def said(app):
    return [each.value for each in (*app.markdown, *app.header)]


WITHOUT_FIGURES = ("data", "deal", "definitions", "imports")
# Every scope on every page, every language on every page; what a page says of nothing takes turns in both.
CASES = [
    (page, *turn)
    for place, page in enumerate(PAGES)
    for turn in (("all", "en"), ("one region", "zh"), ("nothing matches", ("en", "zh")[place % 2]))
]


@pytest.mark.parametrize(("page", "scope", "language"), CASES, ids=["-".join(each) for each in CASES])
def test_every_page_draws_in_every_scope_and_in_both_languages(started, page, scope, language):
    app = started(scope, language)
    app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    documents = [each.proto.body for each in app.get("html")]
    assert not any(messages(language)("state.error") in words for words in [*said(app), *documents])
    assert app.title[0].value == messages(language)(f"page.{page}")
    # What opens a page of numbers leads to the rows behind them.
    assert scope == "nothing matches" or page in WITHOUT_FIGURES or any("](deals?" in words for words in said(app))
    assert headings(app)
    # What is missing is said once.
    assert headings(app).count(messages(language)("state.nothing")) <= 1
    assert not any("n=0" in words or "n\u00a0=\u00a00" in words for words in said(app))


@pytest.mark.parametrize(
    ("language", "unknown", "words"),
    [
        ("en", {"rep": "nobody"}, {"rep": "Rep"}),
        ("zh", {"region": "nowhere", "rep": "nobody"}, {"region": "区域", "rep": "销售"}),
    ],
)
def test_a_scope_without_deals_names_every_unknown_member_and_removes_its_filter(started, language, unknown, words):
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    for name, member in unknown.items():
        app.query_params[name] = member
    app.run()
    for name, member in unknown.items():
        named = messages(language)("state.unknown_member", filter=words[name], member=member)
        assert any(named in each for each in said(app))
    label = messages(language).plural("state.remove", len(words), filter="、".join(words.values()))
    button = next(each for each in app.button if each.label == label)
    button.click().run()
    assert not set(unknown) & set(app.query_params)
    assert not any(each.label == label for each in app.button)


def test_a_link_opens_the_scope_it_names(started):
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    for name, value in {"lang": "zh", "region": "DACH", "from": "2026-04-01", "to": "2026-06-30"}.items():
        app.query_params[name] = value
    app.run()
    assert any("2026年二季度" in words and "区域：DACH" in words.replace("\\", "") for words in said(app))
    assert app.session_state["picked.period"] == "custom" or app.session_state["picked.period"].endswith("quarter")


def test_a_choice_is_written_into_the_link_and_reset_takes_it_back(started):
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()
    app.multiselect(key="picked.regions").set_value(["DACH"]).run()
    assert app.query_params["region"] in ("DACH", ["DACH"])
    app.button(key="scope.reset").click().run()
    assert "region" not in app.query_params


def test_a_forged_link_falls_back_to_the_defaults(started):
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    for name, value in {
        "lang": "xx",
        "from": "never",
        "to": "2026-13-45",
        "rule": "'; drop",
        "region": "' or 1=1 --",
    }.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert app.title[0].value == "Overview"


def test_without_data_the_first_page_says_how_to_import_some(tmp_path, monkeypatch):
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert any(messages("en")("state.no_data") in words for words in said(app))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_short_and_names_views_only(page):
    text = (ROOT / "dashboard" / "app_pages" / f"{page}.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 60
    assert not [word for word in ("def ", "select ", "lambda") if word in text]
