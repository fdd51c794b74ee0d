"""Whatever dialect an export is written in, what comes back is what was known, or a question for a person."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given

from dashboard.importing.problems import ImportProblem
from tests.filled import Filled, fill
from tests.written_exports import Written, exports

COLUMNS = "deal_id, name, stage, amount, probability, created_at, closed_at::date, is_deleted, outcome"
QUESTIONS = ("does not tell how to read", "does not tell whether", "Try an encoding")


def read(written: Written, toml: str = "") -> Filled:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, written.file_name)
        path.write_bytes(written.content())
        return fill([path], toml)


@given(exports())
def test_an_export_in_any_dialect_comes_back_equal_or_is_asked_about(written):
    try:
        filled = read(written)
        asked = []
    except ImportProblem as problem:
        asked = problem.messages
        filled = read(written, written.answers)
    assert all(any(each in message for each in QUESTIONS) for message in asked)
    # A file in another code page is asked about first; its other questions come when that is answered.
    if written.encoding != "cp1252":
        assert any("how to read" in message for message in asked) == written.needs_order
        assert any("whether" in message for message in asked) == (written.needs_mark and not written.needs_order)
    found = filled.rows(f"select {COLUMNS} from deals order by deal_id")
    assert [row[:4] + row[5:] for row in found] == [row[:4] + row[5:] for row in written.expected()]
    assert [row[4] for row in found] == pytest.approx([row[4] for row in written.expected()])
    assert filled.refused == []
