"""Answers on disk: given only to the same question under the same scope and permissions; missing rather than wrong."""

import datetime as dt
import os
import resource
import shutil

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dashboard.database import Database
from dashboard.scope import Scope
from dashboard.stored_answers import StoredAnswers
from dashboard.workspace import Workspace
from tests.workspaces import empty_database, publish_again

FRAME = pl.DataFrame({"day": [dt.date(2026, 1, 1), None], "text": ["a", "中文"], "n": [1, 2]})


@pytest.fixture
def version(worked_example):
    return worked_example.current()


@pytest.fixture
def answers(version, tmp_path):
    return StoredAnswers(tmp_path / "answers", version)


def test_another_server_gives_the_same_rows_without_asking(version, answers, tmp_path):
    scope = Scope(regions=("North",), period_start=dt.date(2025, 1, 1), period_end=dt.date(2025, 12, 31))
    with Database(version, answers) as first:
        asked = [first.read("deal_list", scope), first.key_figures(scope), first.facts()]
    with Database(empty_database(tmp_path), StoredAnswers(answers.folder, version)) as second:
        assert_frame_equal(second.read("deal_list", scope), asked[0])
        assert_frame_equal(second.key_figures(scope), asked[1])
        assert second.facts() == asked[2]


def test_no_answer_is_that_of_another_permission_scope_value_or_version(answers, own_workspace):
    scopes = [Scope(), Scope(regions=("North",)), Scope(teams=("North",)), Scope(permitted_regions=())]
    scopes += [
        Scope(permitted_regions=("North",)),
        Scope(permitted_teams=("North",)),
        Scope(regions=("North", "South")),
    ]
    scopes += [
        Scope(regions=("North, South",)),
        Scope(period_end=dt.date(2025, 12, 31)),
        Scope(as_of=dt.date(2025, 12, 31)),
    ]
    keys = [answers.key("select 1", (), scope.variables()) for scope in scopes]
    keys += [
        answers.key(sql, values, {})
        for sql in ("select ?", "select  ?")
        for values in ([1], ["1"], [True], [1.0], [[1]], [])
    ]
    later = StoredAnswers(answers.folder, publish_again(own_workspace))
    keys.append(later.key("select 1", (), {}))
    assert len(set(keys)) == len(keys)
    assert answers.key("select 1", (), {"regions": None}) == answers.key("select 1", (), {})


def test_readers_of_other_permissions_never_get_each_others_rows(version, answers):
    seen = [Scope(permitted_regions=each) for each in (None, ("North",), ("South",), ())]
    with Database(version, answers) as stored, Database(version) as plain:
        for scope in [*seen, *reversed(seen)]:
            assert_frame_equal(stored.read("deal_list", scope), plain.read("deal_list", scope))


@pytest.mark.parametrize("harm", ["cut", "changed", "empty", "another's"])
def test_a_damaged_answer_is_none(answers, harm):
    answers.put("key", FRAME)
    path = answers.folder / "key.answer"
    whole = path.read_bytes()
    if harm == "another's":
        shutil.copy(path, answers.folder / "other.answer")
        assert answers.get("other") is None
        assert_frame_equal(answers.get("key"), FRAME)
        return
    path.write_bytes({"cut": whole[:-9], "changed": whole[:-9] + b"x" + whole[-8:], "empty": b""}[harm])
    assert answers.get("key") is None
    assert "key" not in answers


def test_what_was_not_used_longest_goes_and_all_together_stay_within_their_bytes(version, tmp_path):
    answers = StoredAnswers(tmp_path / "answers", version, most_bytes=200_000)
    for number in range(120):
        answers.put(f"{number}", FRAME)
        os.utime(answers.folder / f"{number}.answer", (number, number))
        assert answers.bytes() <= answers.most_bytes
    assert answers.get("0") is None
    assert answers.get("119") is not None


def test_a_used_answer_is_noted_and_a_huge_one_is_left_to_the_database(answers):
    answers.put("key", FRAME)
    os.utime(answers.folder / "key.answer", (1, 1))
    assert answers.get("key") is not None
    assert (answers.folder / "key.answer").stat().st_mtime > 1
    answers.put("huge", pl.DataFrame({"n": pl.int_range(3_000_000, eager=True)}))
    assert "huge" not in answers


def test_a_folder_that_cannot_be_written_to_only_means_doing_without(version, tmp_path):
    (tmp_path / "file").touch()
    with Database(version, StoredAnswers(tmp_path / "file" / "answers", version)) as without:
        assert without.read("funnel_width").height == 4
    full = StoredAnswers(tmp_path / "full", version)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        full.put("key", FRAME)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert full.get("key") is None
    assert list(full.folder.iterdir()) == []


def test_who_may_not_read_the_version_may_not_read_its_answers(own_workspace, tmp_path):
    own_workspace.current().chmod(0o640)
    answers = StoredAnswers(tmp_path / "answers", own_workspace.current())
    answers.put("key", FRAME)
    assert [each.stat().st_mode & 0o777 for each in (answers.folder, answers.folder / "key.answer")] == [0o750, 0o640]


def test_answers_go_when_their_version_is_no_longer_in_force(own_workspace: Workspace):
    folders = [Workspace.answers_of(own_workspace.current())]
    StoredAnswers(folders[0], own_workspace.current()).put("key", FRAME)
    newer = publish_again(own_workspace)
    folders.append(Workspace.answers_of(newer))
    StoredAnswers(folders[1], newer).put("key", FRAME)
    own_workspace.remove_old(keep=5)
    assert [each.exists() for each in folders] == [False, True]
