"""The catalogues: both languages say everything that the code asks for, with the same places to fill."""

import ast
import re
import string
from pathlib import Path

import pytest
import streamlit
from babel.messages.pofile import read_po

from dashboard import catalog
from dashboard.document import FOREIGN
from dashboard.i18n import FOLDER, LANGUAGES, messages, spaced
from dashboard.reader import ENUMERATIONS
from dashboard.scope import FILTERS

PACKAGE = Path(__file__).resolve().parent.parent / "dashboard"
# The other modules speak English only, on the command line.
_SPEAKING = (
    *("reader", "periods", "judgements", "selections", "import_words", "import_phrases", "provenance", "document"),
    "import_desk",
)
SOURCES = [
    *(PACKAGE / f"{name}.py" for name in _SPEAKING),
    *(
        path
        for folder in ("app_pages", "charts", "sentences", "ui")
        for path in sorted((PACKAGE / folder).rglob("*.py"))
    ),
]
_ID = re.compile(r"[a-z]+\.[a-z_0-9.]+")


def entries(language):
    """Message id: list of its words, one per plural form."""
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        found = read_po(file, locale=language)
    return {
        (message.id if isinstance(message.id, str) else message.id[0]): (
            [message.string] if isinstance(message.string, str) else list(message.string)
        )
        for message in found
        if message.id
    }


def prefixes():
    """What message ids begin with."""
    return {message_id.split(".")[0] for message_id in messages("en").ids}


def literals():
    """Every text in the code that looks like a message id; the beginnings of those that are put together."""
    whole, begun = set(), set()
    for path in SOURCES:
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        parts = {id(part) for node in joined for part in node.values}
        begun |= {str(node.values[0].value) for node in joined if isinstance(node.values[0], ast.Constant)}
        for node in nodes:
            if id(node) in parts:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _ID.fullmatch(node.value):
                whole.add(node.value)
    known = prefixes()
    return (
        {each for each in whole if each.split(".")[0] in known},
        {each for each in begun if each.split(".")[0] in known and "." in each},
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty(language):
    assert [message_id for message_id, words in entries(language).items() if not all(words)] == []


def test_both_languages_have_the_same_messages():
    assert entries("en").keys() == entries("zh").keys()


def test_both_languages_fill_the_same_places():
    def places(words):
        return {name for form in words for _, name, _, _ in string.Formatter().parse(form) if name}

    english, chinese = entries("en"), entries("zh")
    # English may leave out the number where a form stands for exactly one.
    differing = {key for key in english if places(english[key]) - {"n"} != places(chinese[key]) - {"n"}}
    assert differing == set()


def test_every_message_that_the_code_names_exists():
    whole, _ = literals()
    assert sorted(whole - messages("en").ids) == []


def test_no_message_is_left_over():
    whole, begun = literals()
    unused = [
        message_id
        for message_id in messages("en").ids
        if message_id not in whole and not message_id.startswith((*begun, FOREIGN))
    ]
    assert sorted(unused) == []


def test_the_words_taken_from_streamlit_are_those_it_says():
    scripts = Path(streamlit.__file__).parent.glob("static/static/js/*.js")
    says = "".join(path.read_text(encoding="utf-8") for path in scripts)
    ours = {messages("en")(each) for each in messages("en").ids if each.startswith(FOREIGN)}
    # Its scripts put some together: a place to fill is an expression there, "apply" is chosen, a stop follows.
    parts = {words: re.split(r"[:,]? ?\{\w+\} ?| (?=apply$)|(?<=to exist)(?=\. )", words) for words in ours}
    unknown = {words for words, found in parts.items() if any(part not in says for part in found)}
    assert unknown == set()


def test_every_filter_of_the_scope_has_its_words():
    for choice in FILTERS:
        assert f"scope.{choice.field}" in messages("zh")
        assert f"scope.all.{choice.field}" in messages("zh")


def test_every_value_that_a_view_spells_out_has_its_words():
    """`column deal_type: text; new_business, expansion or renewal` needs three messages."""
    missing = set()
    for query in catalog.queries("views"):
        for name, described in query.columns.items():
            if name in ENUMERATIONS and name not in ("kind", "measure", "check", "account_size"):
                listed = re.sub(r"\bas in \w+", "", described.partition(";")[2].split(";")[0])
                words = re.findall(r"\b[a-z]+_[a-z_]+\b", listed)
                missing |= {word for word in words if f"value.{word}" not in messages("en")}
    assert missing == set()


def test_chinese_words_use_full_width_marks_beside_chinese_characters():
    beside = re.compile(r"[\u4e00-\u9fff][,:;?!()]|[,:;?!()][\u4e00-\u9fff]")
    wrong = {
        key: words
        for key, forms in entries("zh").items()
        for words in forms
        # A colour mark such as :blue[■] begins with a colon of its own.
        if beside.search(re.sub(r":(blue|violet|yellow)\[", "", words))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_and_its_columns_have_a_name_in_each_language(language):
    nameless = []
    for query in catalog.queries("views"):
        if not query.header.get("title" if language == "en" else "title_zh"):
            nameless.append(query.name)
        for name in query.columns:
            column = query.column(name)
            if not (column.label if language == "en" else column.label_zh):
                nameless.append(f"{query.name}.{name}")
    assert nameless == []


def test_a_plural_follows_its_number():
    english = messages("en")
    assert english.plural("n.deals", 1) == "1 deal"
    assert english.plural("n.deals", 2140) == "2,140 deals"
    assert messages("zh").plural("n.deals", 2140) == "2,140 个商机"


def test_an_unknown_message_is_an_error_and_an_unknown_language_is_english():
    with pytest.raises(KeyError):
        messages("en")("no.such_message")
    assert messages("fr").language == "en"


@pytest.mark.parametrize(
    ("words", "values", "said"),
    [
        ("最多在**{a}**（{b}）。", {"a": "Qualification", "b": "¥5"}, "最多在 **Qualification**（¥5）。"),
        ("最多在**{a}**（{b}）。", {"a": "谈判", "b": "¥5"}, "最多在**谈判**（¥5）。"),
        ("完成目标 {a} 的 {b}", {"a": "¥2,300万", "b": "45%"}, "完成目标 ¥2,300万的 45%"),
        ("完成目标 {a} 的 {b}", {"a": "¥5,000", "b": "45%"}, "完成目标 ¥5,000 的 45%"),
        ("{a}和{b}", {"a": "**A**", "b": "张 三"}, "**A** 和张 三"),
        ("{a} {b}", {"a": "同比", "b": ":gray[持平]"}, "同比:gray[持平]"),
        ("{a} {b}", {"a": "同比", "b": ":green[**▲69%**]"}, "同比 :green[**▲69%**]"),
        ("{a}年{b}", {"a": 2026, "b": "一季度"}, "2026年一季度"),
        ("{a}以来", {"a": ""}, "以来"),
    ],
)
def test_chinese_words_keep_their_distance_from_latin_ones_only(words, values, said):
    assert spaced(words, values) == said
