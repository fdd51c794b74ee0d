"""What is read while nobody waits: the first page of a version, then what pages asked, in the scopes one click away."""

import threading

import pytest

from dashboard import warming
from dashboard.scope import Scope
from dashboard.ui import session
from dashboard.ui.ahead import Questions


@pytest.fixture
def path(worked_example, monkeypatch):
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(worked_example.folder))
    return str(worked_example.current())


def test_a_small_company_is_read_without_a_choice_only(path):
    assert list(warming.likely(path)) == [Scope()]


def test_of_many_deals_the_members_of_short_filters_and_the_named_periods_are_read_too(path, monkeypatch):
    monkeypatch.setattr(warming, "_MANY_DEALS", 1)
    found = list(warming.likely(path))
    regions = list(session.offered(path, Scope())["region"])
    assert found[0] == Scope()
    assert {Scope(regions=(each,)) for each in regions} <= set(found)
    assert any(each.period_start and not each.regions for each in found)
    assert len(set(found)) == len(found)


def test_the_first_page_is_read_until_the_server_stops(path):
    stop = threading.Event()
    worker = threading.Thread(target=warming.keep_warm, args=(stop,))
    worker.start()
    session.answer(path, Scope(), session.KEY_FIGURES)
    stop.set()
    worker.join(timeout=60)
    assert not worker.is_alive()
    assert session.is_kept(path, Scope(), session.KEY_FIGURES)


def test_questions_are_noted_once_by_page_and_bounded():
    found = Questions()
    for number in range(300):
        found.note("overview", ("read", f"view {number % 50}"))
        found.note(("page", number), ("read", "kpis"))
    assert len(found.of("overview")) == len(set(found.of("overview"))) == 40
    assert found.of("nowhere") == []
    assert found.all().count(("read", "kpis")) == 1
