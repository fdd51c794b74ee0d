"""Definitions: found by words of either language, told in parts, and shown with every view that holds them."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import catalog, definitions, documentation, import_words
from dashboard.i18n import messages
from dashboard.reader import Look, Reader
from dashboard.synonyms import SYNONYMS
from tests.conftest import SAMPLES
from tests.test_broken import REFUSED

APP = str(SAMPLES.parent / "dashboard" / "app.py")
DEFINED = [each for layer in definitions.LAYERS for each in definitions.entries(layer)]
ENGLISH, CHINESE = Reader(), Reader(Look("zh"))


def names(words):
    return [each.name for each in definitions.found(words)]


@pytest.mark.parametrize("query", DEFINED, ids=lambda query: query.name)
def test_everything_defined_is_found_by_its_name_in_either_language(query):
    for language in ("en", "zh"):
        assert query.name in names(query.title(language))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("win RATE", "win_rate"),
        ("赢单率", "win_rate"),
        ("rate win", "win_rate"),
        ("覆盖", "coverage"),
        ("逾期", "coverage"),
        ("ASP", "average_won_amount"),
        ("客单价", "average_won_amount"),
        ("quota", "target_amount"),
        ("成单率", "win_rate"),
        ("管道", "open_amount"),
    ],
)
def test_words_are_found_in_any_order_and_case_and_in_the_texts(words, name):
    assert name in names(words)


def test_what_is_called_so_comes_first_whatever_it_is_called_elsewhere():
    for words in ("win rate", "赢单率", "赢率", "hit rate"):
        assert names(words)[0] == "win_rate"
    assert names("forecast")[0] == "expected_landing"
    assert [each for each in SYNONYMS if definitions.known(each) is None] == []


def test_what_is_named_so_comes_before_what_only_mentions_it():
    found = names("coverage")
    assert found.index("coverage") < found.index("expected_landing")


def test_no_words_and_unknown_words_find_nothing():
    assert definitions.found("  ") == definitions.found("zzz") == []
    assert definitions.known("nothing of that name") is None


def test_a_measure_is_shown_by_exactly_the_views_that_have_its_column():
    with documentation.installed() as connection:
        real = {each.name: connection.sql(f"select * from {each.name}").columns for each in catalog.queries("views")}
    for each in catalog.queries("metrics"):
        shown = {view.name for view in definitions.holders(each.name)}
        assert shown == {name for name, columns in real.items() if each.name in columns}, each.name


def test_a_definition_tells_apart_what_counts_what_is_left_out_and_when_it_is_empty():
    assert definitions.sentences("A / b. Open deals are left out. NULL when nothing closed.") == (
        "A / b.",
        "Open deals are left out.",
        "NULL when nothing closed.",
    )
    assert definitions.sentences("甲 ÷ 乙。在途商机不计。没有结单时为空。") == (
        "甲 ÷ 乙。",
        "在途商机不计。",
        "没有结单时为空。",
    )


def test_readers_are_not_told_of_null():
    for reader in (ENGLISH, CHINESE):
        told = [reader.about_object(each.name, each.layer) for each in DEFINED]
        told += [reader.about(each.name, column) for each in catalog.queries("views") for column in each.columns]
        assert not [text for text in told if "NULL" in text]


@pytest.mark.parametrize("query", catalog.queries("metrics"), ids=lambda query: query.name)
def test_a_measure_belongs_to_a_subject_and_its_sample_is_told_in_words(query):
    assert query.header.get("subject") in definitions.SUBJECTS
    assert "_" not in ENGLISH.sample(query.name)
    assert bool(ENGLISH.sample(query.name)) == bool(CHINESE.sample(query.name))


@pytest.mark.parametrize("query", catalog.queries("views"), ids=lambda query: query.name)
def test_a_view_belongs_to_a_subject_and_its_grain_is_told_in_chinese(query):
    assert query.header.get("subject") in definitions.SUBJECTS
    assert query.header.get("grain_zh")


@pytest.mark.parametrize("reason", sorted({fault[3] for fault in REFUSED.values()}))
def test_a_reason_of_refusal_is_told_in_chinese_and_unchanged_in_english(reason):
    assert import_words.told(reason, ENGLISH) == reason
    assert any("\u4e00" <= sign <= "\u9fff" for sign in import_words.told(reason, CHINESE))


def test_several_notes_of_an_import_are_told_one_by_one():
    note = "Dates are read day first. 3 blank rows were passed over."
    assert import_words.told(note, CHINESE) == "日期按日月年读取。 跳过 3 个空行。"
    assert import_words.told("something new", CHINESE) == "something new"


@pytest.mark.parametrize("table", [each for each in catalog.queries("tables") if each.name != "refused_deals"])
def test_every_column_that_a_header_becomes_has_a_name_in_both_languages(table):
    if table.name in ("stages", "history_imports", "history_sources", "import_files", "import_columns", "refused_rows"):
        return
    for column in set(table.columns) - {"extra", "line_no"}:
        assert any("\u4e00" <= sign <= "\u9fff" for sign in import_words.column_name(table.name, column, "zh")), column


@pytest.fixture
def page(worked_example, monkeypatch):
    """The definitions page, opened by a link with these parameters."""
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(worked_example.folder))

    def opened(**query):
        app = AppTest.from_file(APP, default_timeout=60)
        app.query_params.update(query)
        return app.switch_page("app_pages/definitions.py").run()

    return opened


def said(app):
    return "\n".join(each.value for each in (*app.header, *app.markdown))


@pytest.mark.parametrize("name", ["win_rate", "stage_conversion", "closed_without_day"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_link_opens_one_definition(page, language, name):
    app = page(lang=language, about=name)
    assert not app.exception
    assert app.header[0].value == definitions.known(name).title(language)
    assert app.code[0].value.startswith("create or replace")


def test_a_link_to_nothing_known_shows_all_definitions(page):
    app = page(about="'; drop table")
    assert not app.exception
    assert app.header[0].value == messages("en")("subject.results")


def test_closing_a_definition_shows_all_and_leaves_the_address(page):
    app = page(about="win_rate")
    app.button(key="definition-close").click().run()
    assert app.header[0].value == messages("en")("subject.results")
    assert "about" not in app.query_params


def test_a_search_lists_what_it_finds_and_says_when_there_is_nothing(page):
    app = page()
    app.text_input(key="definition-words").set_value("赢单率").run()
    assert app.header[0].value == messages("en").plural("definitions.found", len(names("赢单率")))
    app.text_input(key="definition-words").set_value("zzz").run()
    assert messages("en")("definitions.none") in said(app)
