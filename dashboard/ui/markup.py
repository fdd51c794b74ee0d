"""Lines of markup as HTML: what catalogues and small marks of text write in Markdown, for elements drawn as HTML."""

from __future__ import annotations

import functools
import html
import re

_TOKEN = re.compile(
    r"\\(?P<sign>[!-/:-@\[-`{-~])|(?P<bold>\*\*)|:(?P<kind>[a-z]+)\[|(?P<end>\])|(?P<text>[^\\*:\]]+|.)", re.DOTALL
)
# A sign of no width that only keeps Markdown from finding an address.
_APART = "\u2060"


@functools.lru_cache(maxsize=4_096)
def as_html(line: str) -> str:
    """A line as HTML: `**bold**`, `:gray[coloured]` and `:small[…]` become elements of these classes, an escaped sign
    is the sign, everything else the words as they are."""
    said, opened = "", list[str]()
    for found in _TOKEN.finditer(line):
        if found["sign"]:
            said += html.escape(found["sign"])
        elif found["bold"]:
            is_open = "</b>" in opened
            said += "</b>" if is_open else "<b>"
            opened.remove("</b>") if is_open else opened.append("</b>")
        elif found["kind"]:
            said += f"<span class='{found['kind']}'>"
            opened.append("</span>")
        elif found["end"] and opened and opened[-1] == "</span>":
            said += opened.pop()
        else:
            said += html.escape((found["end"] or found["text"]).replace(_APART, ""))
    return said + "".join(reversed(opened))
