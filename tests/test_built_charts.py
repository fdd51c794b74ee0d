"""Specifications of charts are made once: what another server made is read, and nothing of another form or language."""

import sys

import pytest

from dashboard import charts
from dashboard.charts import built
from dashboard.reader import Look
from dashboard.stored_answers import StoredAnswers


@pytest.fixture
def keep(worked_example, tmp_path, monkeypatch):
    monkeypatch.setattr(built, "_kept", None)
    built.keep_in(StoredAnswers(tmp_path / "answers", worked_example.current()))
    yield
    charts.spark.cache_clear()


def test_a_new_server_reads_what_was_made_and_makes_no_chart(keep, monkeypatch):
    charts.spark.cache_clear()
    first = {mode: charts.spark(Look(mode=mode)) for mode in ("light", "dark")}
    assert first["light"] != first["dark"]
    charts.spark.cache_clear()
    monkeypatch.setattr(
        sys.modules["dashboard.charts.spark"], "specification", lambda *given: pytest.fail("made again")
    )
    assert {mode: charts.spark(Look(mode=mode)) for mode in first} == first


def test_another_program_makes_its_own(keep, monkeypatch):
    charts.spark.cache_clear()
    charts.spark(Look())
    charts.spark.cache_clear()
    monkeypatch.setattr(built, "_program", lambda: "newer")
    monkeypatch.setattr(sys.modules["dashboard.charts.spark"], "specification", lambda *given: {"made": "anew"})
    assert charts.spark(Look())["made"] == "anew"


def test_another_step_of_an_axis_of_money_is_another_program(tmp_path, monkeypatch):
    (tmp_path / "charts").mkdir()
    for name in ("formats.py", "i18n.py"):
        (tmp_path / name).write_text("first")
    monkeypatch.setattr(built, "_CHARTS", tmp_path / "charts")
    before = built._program.__wrapped__()
    (tmp_path / "formats.py").write_text("other steps")
    assert built._program.__wrapped__() != before
