"""Streamlit's files: which of them a first page needs, and how they reach a browser."""

import gzip
import re
from pathlib import Path

import pytest
import streamlit

from dashboard.assets import Assets, needed
from dashboard.document import DRAWN_LATER, DRAWN_WITH, document
from tests.alone import run_alone

STOCK = Path(streamlit.__file__).parent / "static"
SCRIPTS = STOCK / "static" / "js"
TEMPLATE = (STOCK / "index.html").read_text(encoding="utf-8")
EARLY = needed(SCRIPTS, DRAWN_WITH, TEMPLATE)


async def _streamlit(scope, receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


def answered(path, client="127.0.0.1", **headers):
    """Status, headers and body of an answer; 204 is Streamlit's own."""
    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": given, "client": (client, 1)}
    sent = []

    async def send(message):
        sent.append(message)

    run_alone(Assets(_streamlit, STOCK)(scope, None, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, sent[1].get("body")


@pytest.mark.parametrize("name", [*DRAWN_WITH, *DRAWN_LATER])
def test_streamlit_still_has_what_pages_are_drawn_with(name):
    assert list(SCRIPTS.glob(f"{name}.*.js"))


def test_what_is_fetched_early_is_there_once_and_waits_for_nothing_else():
    """A script that imports another that is not on its way yet makes the page wait for one more round."""
    found = document(TEMPLATE, "en", EARLY, needed(SCRIPTS, DRAWN_LATER, TEMPLATE))
    named = re.findall(r'<link rel="(?:modulepreload|prefetch)" crossorigin href="\./static/js/([^"]+)"', found)
    assert len(named) == len(set(named))
    assert set(EARLY) <= set(re.findall(r'"modulepreload" crossorigin href="\./static/js/([^"]+)"', found))
    on_their_way = {*named, *re.findall(r'src="\./static/js/([^"]+)"', TEMPLATE)}
    for name in named:
        text = (SCRIPTS / name).read_text(encoding="utf-8")
        assert set(re.findall(r'from"\./([^"]+\.js)"', text)) <= on_their_way, name


def test_a_file_is_kept_for_ever_by_browsers_and_shrinks_on_its_way_through_a_network():
    path = next(SCRIPTS.glob("protobuf.*.js"))
    status, headers, body = answered(f"/static/js/{path.name}", accept_encoding="gzip, br")
    assert (status, body) == (200, path.read_bytes())
    assert "immutable" in headers["cache-control"]
    assert headers["content-type"] == "text/javascript"
    for given in ({"client": "10.0.0.7"}, {"x_forwarded_for": "10.0.0.7"}):
        _, headers, small = answered(f"/static/js/{path.name}", accept_encoding="gzip, br", **given)
        assert headers["content-encoding"] == "gzip"
        assert int(headers["content-length"]) == len(small) < len(body) / 3
        assert gzip.decompress(small) == body
    assert answered(f"/static/js/{path.name}", client="10.0.0.7")[2] == body


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/nothing.js", {}),
        ("/static/js/../../index.html", {}),
        ("/static/js/..%2f..%2findex.html", {}),
        ("/static/js/" + "a-" * 5_000 + "/", {}),
        ("/index.html", {}),
        ("/", {}),
        ("/static/media/" + next((STOCK / "static" / "media").glob("*.woff2")).name, {"range": "bytes=0-9"}),
        ("/static/js/" + EARLY[0], {"if_none_match": "x"}),
    ],
)
def test_what_is_no_whole_file_is_left_to_streamlit(path, headers):
    assert answered(path, **headers)[0] == 204
