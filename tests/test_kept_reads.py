"""Answers are kept while they fit, asked for once, and never mixed up."""

import threading

import polars as pl
import pytest

from dashboard.kept_reads import KeptReads


def frame(rows: int) -> pl.DataFrame:
    return pl.DataFrame({"n": range(rows)})


def test_an_answer_is_asked_for_once_and_handed_out_as_it_is():
    kept, asked = KeptReads(10**6), []

    def ask() -> pl.DataFrame:
        asked.append(1)
        return frame(3)

    assert kept.get("a", ask) is kept.get("a", ask)
    assert len(asked) == 1


def test_what_was_not_asked_for_longest_goes_first_when_bytes_run_out():
    kept = KeptReads(100_000)
    first = kept.get("first", lambda: frame(4_000))
    kept.get("second", lambda: frame(4_000))
    assert kept.get("first", lambda: frame(0)) is first
    kept.get("third", lambda: frame(4_000))
    assert kept.get("first", lambda: frame(0)) is first
    assert kept.get("second", lambda: frame(0)).height == 0
    assert kept.bytes <= kept.most_bytes


def test_bytes_stay_bounded_over_a_thousand_different_answers():
    kept = KeptReads(200_000)
    for number in range(1_000):
        kept.get(number, lambda number=number: frame(number))
    assert kept.bytes <= kept.most_bytes
    assert 0 < len(kept) < 1_000


def test_an_answer_too_large_to_keep_is_given_all_the_same():
    kept = KeptReads(10_000)
    assert kept.get("large", lambda: frame(100_000)).height == 100_000
    assert (len(kept), kept.bytes) == (0, 0)


def test_a_failure_is_not_kept():
    kept = KeptReads(10**6)

    def fail() -> pl.DataFrame:
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        kept.get("a", fail)
    assert kept.get("a", lambda: frame(2)).height == 2


def test_readers_who_ask_at_the_same_time_wait_for_one_answer():
    kept, asked = KeptReads(10**6), []
    may_answer, is_asked = threading.Event(), threading.Event()

    def ask() -> pl.DataFrame:
        asked.append(1)
        is_asked.set()
        may_answer.wait(10)
        return frame(5)

    found: list[pl.DataFrame] = []
    readers = [threading.Thread(target=lambda: found.append(kept.get("a", ask))) for _ in range(8)]
    for each in readers:
        each.start()
    assert is_asked.wait(10)
    may_answer.set()
    for each in readers:
        each.join(10)
    assert len(asked) == 1
    assert [each.height for each in found] == [5] * 8
