"""The headings of a page: those of its cards, which the page writes as one piece with how to read them, and its own."""

import html
import re

_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>")
_MARKUP = re.compile(r"<[^>]*>")


def headings(app):
    """The words of all second headings, in the order of the page within each kind."""
    drawn = [said for each in app.get("html") for said in _HEADING.findall(each.proto.body)]
    cards = [html.unescape(_MARKUP.sub("", said)) for said in drawn]
    return cards + [each.value.replace("\\", "") for each in app.header]
