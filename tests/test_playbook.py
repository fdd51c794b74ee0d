"""How a funnel is judged: the shipped playbook, and what settings put in its place."""

from pathlib import Path

import pytest

from dashboard import playbook, settings
from dashboard.settings import SettingsError

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("reason", "group"),
    [
        ("Price", "price"),
        ("价格太高", "price"),
        ("No budget this year", "no_decision"),
        ("客户内部推迟", "no_decision"),
        ("Competitor - incumbent", "relationship"),
        ("Missing functionality", "product_knowledge"),
        ("品牌知名度不够", "brand"),
        ("Slow response", "skill"),
        ("Enterprise", None),
        ("Other", None),
    ],
)
def test_a_reason_belongs_to_the_first_group_with_a_word_of_it(reason, group):
    assert playbook.shipped().group_of(reason) == group


def test_every_shape_has_advice_in_both_languages():
    advice = playbook.shipped().advice
    assert tuple(advice) == playbook.SHAPES
    assert all(each.en and each.zh for each in advice.values())


def test_settings_take_the_place_of_the_shipped_playbook_key_by_key():
    read = settings.parse(
        {
            "shape": {"middle_from": 0.3, "advice": {"ideal": {"zh": "保持"}}},
            "reason_groups": [{"name": "politics", "words": ["Board"]}],
        }
    ).playbook
    assert (read.middle_from, read.late_from) == (0.3, 0.75)
    assert read.advice["ideal"].zh == "保持"
    assert read.advice["ideal"].en == playbook.shipped().advice["ideal"].en
    assert read.group_of("The board said no") == "politics"
    assert read.group_of("Price") is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"shape": {"ideal_shares": [0.5, 0.3, 0.3]}}, "add up to 1"),
        ({"shape": {"ideal_shares": [0.5, 0.5]}}, "three fractions"),
        ({"shape": {"middle_from": 0.8}}, "at least middle_from"),
        ({"shape": {"advice": {"ideel": {"en": "x"}}}}, "ideal"),
        ({"reason_groups": [{"name": "x", "words": []}]}, "at least one word"),
    ],
)
def test_a_playbook_that_makes_no_sense_is_refused_with_the_reason(content, said):
    with pytest.raises(SettingsError, match=said):
        settings.parse(content)


@pytest.mark.parametrize("company", ["salesforce", "xiaoshouyi"])
def test_the_stages_of_the_sample_companies_are_explained_in_both_languages(company):
    read = settings.load(ROOT / "sample_data" / company / "funnel.toml")
    for stage in (each for pipeline in read.pipelines for each in pipeline.stages if each.kind == "open"):
        for name in settings.STAGE_TEXTS:
            english, chinese = getattr(stage, name), getattr(stage, f"{name}_zh")
            assert english.isascii()
            assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
