"""Which stage list is in force, and what it calls a stage."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest

from dashboard import installing
from dashboard.importing import stages
from dashboard.importing.presets import presets
from dashboard.settings import STAGE_TEXTS, Pipeline, Settings, Stage, parse

CONFIGURED = Settings(
    pipelines=(
        Pipeline("default", (Stage("S1", 0.1, aliases=("Stage one", "阶段一")), Stage("Won", kind="won"))),
        Pipeline("Renewals", (Stage("Talk", 0.5), Stage("Lost", kind="lost")), aliases=("续约",)),
    )
)


def used(*names: str, pipeline: str | None = None) -> stages.Used:
    return {(pipeline, name): 5 for name in names}


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        installing.install(connection, "tables")
        yield connection


def deal(connection, deal_id, stage, outcome="open", probability=None, pipeline=None):
    connection.execute(
        "insert into deals (deal_id, stage, outcome, probability, pipeline) values (?, ?, ?, ?, ?)",
        [deal_id, stage, outcome, probability, pipeline],
    )


def change(connection, deal_id, day, stage, old_stage=None):
    connection.execute(
        "insert into deal_history (deal_id, changed_at, stage, old_stage, line_no) values (?, ?, ?, ?, ?)",
        [deal_id, datetime(2026, 1, day), stage, old_stage, day],
    )


def test_settings_come_before_a_preset_that_names_every_stage():
    settings = Settings(pipelines=(Pipeline("default", (Stage("Prospecting", 0.2), Stage("Closed Won", kind="won"))),))
    chosen = stages.choose(settings, "salesforce", used("Prospecting", "Closed Won"))
    assert chosen.source == "the stages of funnel.toml"


@pytest.mark.parametrize("text", ["S1", "s1 ", "stage  ONE", "阶段一", "Ｓ１"])
def test_an_alias_in_any_case_width_or_language_is_its_stage(text):
    assert stages.choose(CONFIGURED, None, {}).canonical(None, text) == "S1"


def test_a_stage_is_looked_up_in_the_list_of_its_own_pipeline():
    chosen = stages.choose(CONFIGURED, None, {})
    assert chosen.canonical("续约", "talk") == "Talk"
    assert chosen.canonical("续约", "S1") is None
    assert chosen.canonical_pipeline("续约") == "Renewals"


def test_a_history_row_without_a_pipeline_finds_a_stage_of_any_pipeline():
    assert stages.choose(CONFIGURED, None, {}).canonical(None, "Talk") == "Talk"


def test_the_first_configured_pipeline_is_that_of_deals_without_one():
    assert stages.choose(CONFIGURED, None, used("Talk", pipeline="Renewals")).default_pipeline == "default"


def test_the_exports_own_stage_table_comes_before_a_preset():
    exported = [
        {"stage": "Closed Won", "stage_order": "2", "kind": "won", "probability": "100"},
        {"stage": "Prospecting", "stage_order": "1", "probability": "25"},
    ]
    chosen = stages.choose(Settings(), "salesforce", used("Prospecting", "Closed Won"), exported)
    assert chosen.source == "the export's own stage table"
    assert [(each.name, each.probability) for each in chosen.pipelines[0].stages] == [
        ("Prospecting", 0.25),
        ("Closed Won", 1.0),
    ]


def test_a_stage_tables_flags_and_ids_are_kinds_and_aliases():
    exported = [
        {"stage": "Talking", "alias": "1001", "is_closed": "false", "is_won": "false"},
        {"stage": "签约完成", "alias": "1002", "is_closed": "true", "is_won": "true"},
        {"stage": "Dropped", "alias": "1003", "is_closed": "true", "is_won": "false"},
    ]
    chosen = stages.choose(Settings(), "hubspot", used("1001", "1003"), exported)
    assert [stage.kind for stage in chosen.pipelines[0].stages] == ["open", "won", "lost"]
    assert chosen.canonical(None, "1001") == "Talking"


def test_a_preset_needs_to_name_four_fifths_of_the_stages_used():
    known = ["Prospecting", "Qualification", "Needs Analysis", "Value Proposition"]
    enough = stages.choose(Settings(), "salesforce", used(*known, "Our own"))
    assert enough.source == 'the shipped stages "Salesforce default"'
    assert enough.canonical(None, "Our own") is None
    assert stages.choose(Settings(), "salesforce", used(*known[:3], "Our own")).pipelines[0].origin == stages.DEDUCED


def test_a_preset_of_another_crm_is_not_taken():
    assert (
        stages.choose(Settings(), "zoho", used("appointmentscheduled", "closedwon")).pipelines[0].origin
        == stages.DEDUCED
    )


def test_a_preset_keeps_the_names_the_export_uses():
    chosen = stages.choose(Settings(), "salesforce", used("需求分析", "Closed Won"))
    assert chosen.canonical(None, "Needs Analysis") == "需求分析"


def test_the_seven_stages_carry_their_playbook_in_both_languages():
    seven = {stage.name: stage for stage in next(each for each in presets() if each.name == "七阶段").stages}
    assert [seven[name].probability for name in ("目标", "潜在", "意向", "立项", "认可", "谈判")] == [
        0.05, 0.15, 0.30, 0.50, 0.60, 0.80,
    ]  # fmt: skip
    assert (seven["立项"].exit_criteria, seven["立项"].exit_criteria_zh) == ("The budget is approved.", "预算获批。")


@pytest.mark.parametrize("method", ["七阶段", "潜客法"])
def test_a_shipped_playbook_says_of_a_stage_all_or_nothing_and_in_both_languages(method):
    for stage in next(each for each in presets() if each.name == method).stages:
        said = {name for name in Stage(stage.name).texts if getattr(stage, name)}
        needed = {name for name in Stage(stage.name).texts if stage.kind == "open" or "advice" not in name}
        assert said in (set(), needed), stage.name
        assert not any("\u4e00" <= letter <= "\u9fff" for name in STAGE_TEXTS for letter in getattr(stage, name) or "")


def test_a_text_written_in_one_language_stands_for_both():
    stage = parse({"pipelines": [{"name": "p", "stages": [{"name": "S", "recognise": "A need", "advice_zh": "约见"}]}]})
    (listed,) = stages.choose(stage, None, {}).pipelines
    texts = listed.stages[0].texts
    assert (texts["recognise"], texts["recognise_zh"]) == ("A need", "A need")
    assert (texts["advice"], texts["advice_zh"]) == ("约见", "约见")
    assert texts["definition"] is texts["definition_zh"] is None


@pytest.mark.parametrize(("preset", "weighted"), [("B2B", 285), ("七阶段", 340)])
def test_a_hundred_in_each_stage_is_worth_what_the_sources_say(preset, weighted):
    listed = next(each for each in presets() if each.name == preset).stages
    worth = [1.0 if stage.kind == "won" else 0.0 if stage.kind == "lost" else stage.probability for stage in listed]
    assert 100 * sum(worth) == pytest.approx(weighted)


def test_every_pipeline_of_the_data_gets_its_own_list():
    both = used("New", "Qualified", "Won", pipeline="A") | used("Alpha", "Beta", pipeline="B")
    chosen = stages.choose(Settings(), "odoo", both)
    assert chosen.source == 'A: the shipped stages "Odoo default"; B: stages deduced from the data'


def test_a_history_without_pipelines_does_not_make_a_pipeline_of_its_own():
    mixed = used("New", "Won", pipeline="A") | used("New", "Won")
    assert [each.name for each in stages.choose(Settings(), "odoo", mixed).pipelines] == ["A"]


def test_deduced_stages_are_ordered_by_their_mean_position_in_histories(connection):
    for deal_id, path in {"1": "abc", "2": "acb", "3": "abc", "4": "c"}.items():
        deal(connection, deal_id, path[-1])
        for day, stage in enumerate(path, start=1):
            change(connection, deal_id, day, stage)
    chosen = stages.choose(Settings(), "own", used("a", "b", "c"))
    assert [row[1:3] for row in stages.stage_table(connection, chosen)] == [("a", 1), ("b", 2), ("c", 3)]


def test_the_value_before_the_first_change_counts_as_a_position(connection):
    deal(connection, "1", "z")
    change(connection, "1", 1, stage="z", old_stage="y")
    chosen = stages.choose(Settings(), "own", used("y", "z"))
    assert [row[1] for row in stages.stage_table(connection, chosen)] == ["y", "z"]


def test_without_histories_deduced_stages_are_ordered_by_probability(connection):
    deal(connection, "1", "Late", probability=0.9)
    deal(connection, "2", "Early", probability=0.2)
    deal(connection, "3", "Closed Won", outcome="won", probability=1)
    chosen = stages.choose(Settings(), "own", used("Late", "Early", "Closed Won"))
    assert [row[1:5] for row in stages.stage_table(connection, chosen)] == [
        ("Early", 1, "open", 0.2),
        ("Late", 2, "open", 0.9),
        ("Closed Won", None, "won", 1.0),
    ]


def test_without_probabilities_the_numbers_in_names_give_the_order(connection):
    for name in ("2-Develop", "10-Close", "1-Qualify"):
        deal(connection, name, name)
    chosen = stages.choose(Settings(), "own", used("2-Develop", "10-Close", "1-Qualify"))
    assert [row[1] for row in stages.stage_table(connection, chosen)] == ["1-Qualify", "2-Develop", "10-Close"]


def test_a_stage_nobody_configured_is_kept_without_a_place(connection):
    deal(connection, "1", "Surprise")
    chosen = stages.choose(CONFIGURED, None, used("Surprise"))
    rows = {row[1]: row for row in stages.stage_table(connection, chosen)}
    assert rows["Surprise"] == ("default", "Surprise", None, "open", None, None, False, *[None] * 8)
    assert rows["S1"][2] == 1
    assert rows["Won"][2:5] == (None, "won", 1.0)


def test_ten_deals_that_all_ended_in_a_stage_make_it_a_closing_one(connection):
    for number in range(10):
        deal(connection, str(number), "Contract signed", outcome="won")
    deal(connection, "open", "Talking")
    chosen = stages.choose(Settings(), "own", used("Contract signed", "Talking"))
    assert {row[1]: row[3] for row in stages.stage_table(connection, chosen)} == {
        "Talking": "open",
        "Contract signed": "won",
    }
