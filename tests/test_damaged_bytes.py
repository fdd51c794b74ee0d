"""Damaged files of every format end in a message or in rows that are all accounted for, never in a crash."""

import os
from pathlib import Path
from random import Random

import pytest

from dashboard.importing.problems import ImportProblem
from tests.filled import fill
from tests.mutations import damaged, seeds

IS_THOROUGH = os.environ.get("FUNNEL_THOROUGH") == "1"
# Each of these starts a process of its own.
SLOW = ("deals.xls", "deals.xlsb", "deals.ods")


@pytest.mark.parametrize("name", seeds())
def test_a_whole_file_of_every_format_is_read(tmp_path, name):
    (tmp_path / name).write_bytes(seeds()[name])
    filled = fill([tmp_path / name])
    assert filled.refused == []
    assert filled.column("select count(*) > 1 from deals") == [True]


@pytest.mark.parametrize("name", seeds())
def test_a_damaged_file_ends_in_a_message_or_in_rows(tmp_path, name):
    path = tmp_path / name
    times = 2000 if IS_THOROUGH else 1 if name in SLOW else 5
    for seed in range(times):
        path.write_bytes(damaged(seeds()[name], Random(f"{name} {seed}")))
        try:
            messages = messages_of(path)
        except BaseException as error:
            error.add_note(f"{name}, damage {seed}")
            raise
        assert all(0 < len(each) < 2000 and "\x00" not in each for each in messages), (seed, messages)


def messages_of(path: Path) -> list[str]:
    """What is said of a file that cannot be read; that every row of another is accounted for is asserted by `fill`."""
    try:
        fill([path])
    except ImportProblem as problem:
        return problem.messages
    return []
