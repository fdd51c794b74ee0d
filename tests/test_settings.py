"""funnel.toml: every key has a default, and a wrong one is named with the file and the nearest that is right."""

from pathlib import Path

import pytest

from dashboard import settings
from dashboard.settings import FileMapping, Lookup, Pipeline, Settings, SettingsError, Stage

WHOLE = """
[reporting]
currency = "cny"
fiscal_year_start_month = 4
week_start = "sunday"
time_zone = "Asia/Shanghai"
language = "zh"

[[pipelines]]
name = "default"
stages = [
    { name = "S1", probability = 0.10, expected_days = 14, aliases = ["Stage one", "阶段一"], definition = "A need" },
    { name = "Won", kind = "won" },
]

[[mapping]]
file = "sales_pipeline*.csv"
table = "deals"
date_order = "ymd"
columns = { deal_id = ["Opportunity ID", "Product ID"], rep_id = "sales_agent" }
values = { product_id = { "GTXPro" = "GTX Pro" } }
lookups = { stage = { file = "SalesStage.csv", key = "Sales Stage ID", take = "Sales Stage" } }

[[mapping]]
file = "other.csv"
decimal_mark = ","

[rules]
coverage_target = 4
thin_sample = 5
keep_versions = 2
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "funnel.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_every_key_has_its_default(tmp_path):
    assert settings.load(tmp_path / "funnel.toml") == Settings()
    assert Settings().reporting.time_zone == "UTC"
    assert Settings().rules.coverage_target == 3.0


def test_every_key_is_read(tmp_path):
    read = settings.load(write(tmp_path, WHOLE))
    assert read.reporting == settings.Reporting("CNY", 4, "sunday", "Asia/Shanghai", "zh")
    assert read.pipelines == (
        Pipeline(
            "default", (Stage("S1", 0.1, "open", ("Stage one", "阶段一"), 14, "A need"), Stage("Won", kind="won"))
        ),
    )
    assert read.mappings[0] == FileMapping(
        file="sales_pipeline*.csv",
        table="deals",
        date_order="ymd",
        columns={"deal_id": ("Opportunity ID", "Product ID"), "rep_id": "sales_agent"},
        values={"product_id": {"GTXPro": "GTX Pro"}},
        lookups={"stage": Lookup("SalesStage.csv", "Sales Stage ID", "Sales Stage")},
    )
    assert read.mappings[1] == FileMapping("other.csv", decimal_mark=",")
    assert (read.rules.coverage_target, read.rules.thin_sample, read.rules.keep_versions) == (4.0, 5, 2)
    assert read.rules.cycle_basis_wins == 20


def test_settings_saved_by_a_windows_editor_are_read(tmp_path):
    path = tmp_path / "funnel.toml"
    path.write_bytes(b"\xef\xbb\xbf[rules]\r\nthin_sample = 3\r\n")
    assert settings.load(path).rules.thin_sample == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[report]", 'funnel.toml: report is not a setting; did you mean "reporting"?'),
        ("[rules]\nthin_samples = 3", 'funnel.toml: rules.thin_samples is not a setting; did you mean "thin_sample"?'),
        ("[rules]\nthin_sample = 2.5", "funnel.toml: rules.thin_sample must be a whole number of at least 0, not 2.5."),
        ("[rules]\nkeep_versions = 0", "funnel.toml: rules.keep_versions must be a whole number of at least 1, not 0."),
        (
            "[rules]\nthin_sample = true",
            "funnel.toml: rules.thin_sample must be a whole number of at least 0, not True.",
        ),
        (
            "[reporting]\nfiscal_year_start_month = 13",
            "funnel.toml: reporting.fiscal_year_start_month must be a whole number from 1 to 12, not 13.",
        ),
        (
            '[reporting]\ntime_zone = "Shanghai"',
            'funnel.toml: reporting.time_zone must be the name of a time zone, such as "Asia/Shanghai", '
            "not 'Shanghai'.",
        ),
        (
            '[reporting]\ncurrency = "Yuan"',
            "funnel.toml: reporting.currency must be a code of three letters, such as \"CNY\", not 'Yuan'.",
        ),
        ('[reporting]\nlanguage = "fr"', "funnel.toml: reporting.language must be one of en, zh, not 'fr'."),
        ('reporting = "CNY"', "funnel.toml: reporting must be a table, not 'CNY'."),
        ('[[pipelines]]\nstages = [{ name = "S1" }]', "funnel.toml: pipelines[1].name is missing."),
        (
            '[[pipelines]]\nname = "a"\nstages = [{ name = "S1", probability = 10 }]',
            "funnel.toml: pipelines[1].stages[1].probability must be a number from 0 to 1, not 10.",
        ),
        (
            '[[pipelines]]\nname = "a"\nstages = [{ name = "S1", kind = "wonn" }]',
            "funnel.toml: pipelines[1].stages[1].kind must be one of open, won, lost, not 'wonn'; "
            'did you mean "won"?',
        ),
        (
            '[[pipelines]]\nname = "a"\nstages = [{ name = "S1" }, { name = "S1" }]',
            'funnel.toml: pipelines[1].stages: the stage "S1" is there twice.',
        ),
        ('[[mapping]]\ntable = "deals"', "funnel.toml: mapping[1].file is missing."),
        ('[[mapping]]\nfile = "a.csv"\ncolumns = { deal_id = "Id" }', "funnel.toml: mapping[1].table is missing."),
        (
            '[[mapping]]\nfile = "a.csv"\ntable = "deals"\ncolumns = { deal_id = 3 }',
            "funnel.toml: mapping[1].columns.deal_id must be a text, not 3.",
        ),
        (
            "[rules\n",
            "funnel.toml is not valid TOML: Expected ']' at the end of a table declaration (at line 1, column 7)",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_right(tmp_path, text, message):
    with pytest.raises(SettingsError) as raised:
        settings.load(write(tmp_path, text))
    assert str(raised.value) == message
