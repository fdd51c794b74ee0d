"""What is done while nobody waits keeps out of the way of who does."""

from starlette.responses import HTMLResponse

from dashboard import quiet
from dashboard.answers import Documents
from tests.alone import run_alone


def test_nobody_waits_when_the_last_page_is_drawn_and_a_while_is_over():
    with quiet.waiting():
        assert quiet.is_asked_within(0)
        assert not quiet.is_asked_within(0)
        assert not quiet.is_idle(0)
    assert not quiet.is_idle(60)
    assert not quiet.is_settled(60)
    assert quiet.is_idle(0)
    assert quiet.is_settled(0)


def test_who_opens_a_page_waits_from_the_document_on(tmp_path):
    """The browser is busy with the scripts of the page long before it asks for what stands on it."""
    (tmp_path / "index.html").write_text("<html><head></head><body></body></html>")
    documents = Documents(HTMLResponse("<html></html>"), tmp_path, lambda: "en")
    quiet.is_asked_within(0)
    before = quiet._last_page

    async def send(message):
        pass

    run_alone(documents({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}, None, send))
    assert quiet.is_asked_within(0)
    # A monitor asks for no more.
    assert quiet._last_page == before
