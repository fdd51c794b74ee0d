"""Specifications of charts are made once: what another server made is read, and nothing of another form or language."""

import pytest

from dashboard.charts import built, waterfall
from dashboard.reader import Look
from dashboard.stored_answers import StoredAnswers

made: list[str] = []


@built.built(2)
def bar(colour):
    """Stands for every form of chart."""
    made.append(colour)
    return {"mark": "bar", "color": colour}


@pytest.fixture
def keep(worked_example, tmp_path, monkeypatch):
    monkeypatch.setattr(built, "_kept", None)
    built.keep_in(StoredAnswers(tmp_path / "answers", worked_example.current()))
    made.clear()
    start_anew()


def start_anew():
    """Forget what a server has in memory."""
    bar.cache_clear()
    waterfall._specification.cache_clear()
    built._program.cache_clear()


def test_a_new_server_reads_what_was_made_and_makes_no_chart(keep):
    first = [bar("red"), bar("blue"), waterfall._specification(Look(mode="dark"), 5, 200)]
    start_anew()
    assert [bar("red"), bar("blue"), waterfall._specification(Look(mode="dark"), 5, 200)] == first
    assert made == ["red", "blue"]


def test_another_program_makes_its_own(keep, tmp_path, monkeypatch):
    bar("red")
    start_anew()
    with monkeypatch.context() as patched:
        patched.setattr(built, "_CHARTS", newer_program(tmp_path))
        assert bar("red") == {"mark": "bar", "color": "red"}
    start_anew()
    assert made == ["red", "red"]


def test_another_step_of_an_axis_of_money_is_another_program(tmp_path, monkeypatch):
    monkeypatch.setattr(built, "_CHARTS", newer_program(tmp_path))
    before = built._program.__wrapped__()
    (tmp_path / "formats.py").write_text("other steps")
    assert built._program.__wrapped__() != before


def newer_program(folder):
    (folder / "charts").mkdir()
    for name in ("formats.py", "i18n.py"):
        (folder / name).write_text("first")
    return folder / "charts"
