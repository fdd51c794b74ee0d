"""Every movement that the page of changes offers has a list of its own."""

import pytest

from dashboard import sentences
from dashboard.database import Database
from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from dashboard.selections import MOVEMENTS, moved


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_advanced_slipped_grew_and_shrank_is_one_choice_each(worked_example, language):
    with Database(worked_example.current()) as database:
        facts = database.facts()
        reader, found = Reader(Look(language), Scope(), facts), {}
        for basis, movements in MOVEMENTS.items():
            for movement in movements:
                view, where, columns = moved(basis, movement)
                rows = database.read(view, where=where)
                assert set(columns) <= set(rows.columns)
                assert (
                    str(rows.height) in sentences.deals_found(f"finding.{movement}")(view, rows, reader)
                    or not rows.height
                )
                found[basis, movement] = rows.height
        flow = database.read("stage_flow")
    for basis in MOVEMENTS:
        assert {"left_advanced", "left_moved_back", "pushed_out", "increased", "decreased"} <= set(MOVEMENTS[basis])
        assert found[basis, "left_advanced"] == flow["left_advanced"].sum() > 0
        assert found[basis, "left_moved_back"] == flow["left_moved_back"].sum()
