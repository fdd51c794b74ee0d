"""What is read while nobody waits: pages looked at last and those one click away, by a process that yields."""

import gc
import itertools
import json
import logging.handlers
import os
import queue
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard import likely, warming, warming_process
from dashboard.database import Database, DatabaseError
from dashboard.scope import Scope
from dashboard.stored_answers import StoredAnswers
from dashboard.ui import session
from dashboard.visits import Visit, Visits
from dashboard.warming import Warmer, memory
from dashboard.warming_process import _DRAWN_BY_ONE, Patient, read_ahead
from dashboard.workspace import Workspace
from tests.workspaces import empty_database

PAGES = ("overview", "funnel", "regions", "data")


@pytest.fixture(scope="module")
def facts(worked_example):
    with Database(worked_example.current()) as opened:
        return opened.facts()


def wished(facts, last=(), deals=1_000_000):
    offered = {
        "region": {"North": 5, "South": 9},
        "rep": dict.fromkeys(map(str, range(99)), 1),
        "pipeline": {"~": deals},
    }
    return list(likely.likely(PAGES, last, facts, offered))


def test_pages_without_a_choice_come_first_then_what_was_looked_at_then_what_is_one_click_away(facts):
    last = [Visit.at("regions", {"rep": "Ann"}), Visit.at("removed_page", {}), Visit("data")]
    found = wished(facts, last)
    assert found[:5] == [Visit("regions"), Visit("data"), Visit("overview"), Visit("funnel"), last[0]]
    assert len(set(found)) == len(found)
    scopes = [Scope.from_query(dict(each.query)) for each in found if each.page == "overview"]
    periods = [each.period_start is not None and not each.regions for each in scopes]
    assert periods.index(True) < scopes.index(Scope(regions=("South",))) < scopes.index(Scope(regions=("North",)))
    assert any(each.regions and each.period_start for each in scopes)
    assert not any(each.reps for each in scopes)


def test_of_a_small_company_one_choice_is_read_on_the_pages_opened_most_and_none_of_two(facts):
    last = Visit.at("regions", {"rep": "Ann"})
    found = wished(facts, [last], deals=900)
    scopes = [Scope.from_query(dict(each.query)) for each in found]
    assert Scope(regions=("South",)) in scopes
    assert not any(each.regions and each.period_start for each in scopes)
    assert found == [each for each in wished(facts, [last]) if each in found]


def test_visits_are_shared_by_servers_bounded_and_survive_damage(tmp_path):
    path, first, second = tmp_path / "answers" / "visits.json", Visits(), Visits()
    first.note(Visit.at("funnel", {"region": ["North", "South"], "from": "2026-01-01", "rep": []}))
    first.save(path)
    second.note(Visit("overview"))
    second.save(path)
    again = Visits()
    again.load(path)
    assert again.all() == [Visit("overview"), *first.all()]
    assert first.all() == [Visit.at("funnel", {"from": ("2026-01-01",), "region": ("North", "South")})]
    assert path.stat().st_mode & 0o077 == 0
    for number in range(300):
        again.note(Visit.at("funnel", {"rep": f"{number}"}))
    assert len(again.all()) == 200
    for content in ("[", "{}", json.dumps([{"page": "funnel"}]), json.dumps([{"page": 1, "query": 2, "at": "x"}])):
        path.write_text(content, encoding="utf-8")
        damaged = Visits()
        damaged.load(path)
        assert damaged.all() == []


def test_all_pages_are_drawn_and_leave_their_answers(own_workspace, monkeypatch, tmp_path):
    version = own_workspace.current()
    answers = StoredAnswers(Workspace.answers_of(version), version)
    Patient.may_read.set()
    monkeypatch.setattr(session, "_database", Patient)
    drawn = []

    def likeliest(*known):
        # The rest of hundreds is drawn alike: every page, and on two a choice, by more than one AppTest.
        for visit in itertools.islice(likely.likely(*known), _DRAWN_BY_ONE + 1):
            drawn.append(visit)
            yield visit

    monkeypatch.setattr(warming_process, "likely", likeliest)
    read_ahead(own_workspace)
    chosen = Scope.from_query(dict(drawn[-1].query))
    assert chosen != Scope()
    with Database(empty_database(tmp_path), answers) as found:
        assert found.key_figures(Scope()).height
        assert found.key_figures(chosen).height
        assert found.read("region_performance", Scope()).height
        pipeline = found.members("pipeline", Scope())["value"][0]
        assert found.read("stage_flow", Scope(), where={"pipeline": pipeline}).height
        with pytest.raises(DatabaseError):
            found.read("region_performance", Scope(regions=("Nowhere",)))


def test_who_reads_ahead_is_interrupted_when_told_to_wait_and_asks_again_when_it_may(worked_example):
    endless = "select sum(a.range * b.range) from range(1000000) as a, range(1000000) as b"
    Patient.may_read.clear()
    with Patient(worked_example.current()) as patient, ThreadPoolExecutor(1) as pool:
        found, running = pool.submit(patient._query, endless), patient._connection._running

        def orders():
            while not running:
                yield "go\n"
            # Also an interrupt that comes before the statement counts.
            for _ in range(20):
                yield "wait\n"
                yield "go\n"
            yield "wait\n"
            while running:
                yield "wait\n"

        Patient.obey(orders())
        assert not found.done()
        patient.close()
        Patient.may_read.set()
        with pytest.raises(DatabaseError, match="closed"):
            found.result()


def test_the_process_ends_when_it_is_told_to_and_with_whoever_started_it(own_workspace):
    told, left = Warmer(own_workspace), Warmer(own_workspace)
    assert not told.is_done
    # It gives way to everything else, also to what another session began.
    number = told._process.pid
    assert (os.getsid(number), os.getpriority(os.PRIO_PROCESS, number)) == (number, 19)
    weight = Path(f"/proc/{number}/autogroup")
    assert not weight.exists() or weight.read_text().endswith("nice 19\n")
    told.may_read(True)
    told.may_read(False)
    told.end()
    assert told.is_done
    left.may_read(True)
    # As when the server is killed.
    left._process.stdin.close()
    # It gives way to whatever else the machine does.
    assert left._process.wait(timeout=600) == 0


def test_a_pointer_that_cannot_be_read_is_told_once_and_looked_at_again(own_workspace, monkeypatch):
    monkeypatch.setenv("FUNNEL_READ_AHEAD", "off")
    pointer, told, stop = own_workspace.folder / "current", queue.SimpleQueue(), threading.Event()
    pointer.unlink()
    pointer.mkdir()
    handler = logging.handlers.QueueHandler(told)
    warming.log.addHandler(handler)
    thread = threading.Thread(target=warming.keep_warm, args=(stop,))
    thread.start()
    try:
        assert "Is a directory" in told.get(timeout=60).getMessage()
        pointer.rmdir()
        pointer.write_bytes(b"\xff")
        assert "can't decode" in told.get(timeout=60).getMessage()
    finally:
        stop.set()
        thread.join()
        warming.log.removeHandler(handler)
        gc.unfreeze()
    assert told.empty()


def test_reading_ahead_takes_no_more_memory_than_its_own_limit_and_the_given_one():
    limits = {"": "512MB", "8GB": "512MB", "1 GiB": "512MB", "300MB": "300MB", "0.2 gib": "0.2 gib", "much": "512MB"}
    assert {given: memory({"FUNNEL_MEMORY_LIMIT": given}) for given in limits} == limits
    assert memory({}) == "512MB"
