"""Small marks of text: words of the data that must not turn into markup, secondary lines, changes with an arrow."""

from __future__ import annotations

import html
import re

import streamlit as st

from dashboard import catalog
from dashboard.charts.picture import COLOURS, coloured
from dashboard.formats import NOTHING
from dashboard.reader import Reader

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$:]|&(?=#?\w+;))")
# What makes a line an item of a list, a rule or a heading of the line before it.
_LINE_START = re.compile(r"^([ \t]*)([-+=]|\d+[.)](?=\s|$))", re.MULTILINE)
# Addresses are made links after escapes are undone: only a sign of no width between their letters keeps them text.
_ADDRESS = re.compile(r"(?<=https:)(?=//)|(?<=http:)(?=//)|(?<=www)(?=\.)|(?<=[-.\w+])(?=@[-\w]+\.)", re.IGNORECASE)
_APART = "\u2060"
_DOLLAR = re.compile(r"(?<!\\)((?:\\\\)*)\$")
# An amount and its unit of ten thousands, between which Chinese may break the line.
_AMOUNT = re.compile(r"[¥−+]*\d[\d,.–]*[万亿]")
# Orange is a rise in red-up, which no caption explains.
_COLOURED = re.compile(rf"(:(?:{'|'.join((*COLOURS, 'orange'))})\[.*?\])")


def plain(text: str) -> str:
    """Words of the data as they are, whatever markup they resemble: a name that is an address is no link."""
    said = _SPECIAL.sub(r"\\\1", _ADDRESS.sub(_APART, text))
    return _LINE_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", said)


def note(text: str, **options: object) -> None:
    """A secondary line of markup, in which a dollar is one whether it was escaped or not.

    st.caption fades to 60 % and misses the contrast that text needs; the theme's grey holds it."""
    if text:
        parts = _COLOURED.split(_DOLLAR.sub(r"\1\\$", text))
        said = "".join(part if _COLOURED.match(part) else _gray(part) for part in parts)
        st.markdown(f":small[{said}]", **options)  # type: ignore[arg-type]


def head(name: str, title: str, caption: str) -> None:
    """The heading of a card, words as they are, and below it how to read the card, with colour marks. Scripts find both
    by `name`: together they are what the card's chart is called."""
    said = "".join(
        f"<span class='{role}'>{html.escape(text)}</span>" if role else html.escape(text)
        for text, role in coloured(caption)
    )
    mark = re.sub(r"[^\w]+", "-", name)
    words = _AMOUNT.sub(r"<span class='whole'>\g<0></span>", html.escape(title))
    st.html(f"<h2 id='finding-{mark}'>{words}</h2><p id='reading-{mark}' class='reading'>{said}</p>")


def _gray(text: str) -> str:
    """The text in grey; its outer spaces stay outside, where markup keeps them."""
    inner = text.strip(" ")
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    return f"{before}:gray[{inner}]{after}" if inner else text


def change(
    reader: Reader,
    measure: str,
    unit: str,
    difference: float | None,
    before: float | None,
    is_bold: bool = False,
    is_thin: bool = False,
) -> str:
    """A change as arrow, size and colour: red-up colours the direction, green-up whether it is good. One that too few
    cases stand behind is grey: it may be chance."""
    words = reader.formats.change(unit, difference, before)
    if difference is None or words == NOTHING:
        return ""
    # What rounds to nothing is no news, and an arrow beside a zero would say it is.
    if not any(digit in words for digit in "123456789"):
        return f":gray[{reader.t('card.unchanged')}]"
    better = catalog.measure(measure).header.get("better", "")
    is_up = difference > 0
    if is_thin:
        colour = "gray"
    elif reader.look.rising == "red":
        # The theme's red is the colour of what was lost; that of a rise is in its orange slot.
        colour = "orange" if is_up else "green"
    elif better not in ("higher", "lower"):
        colour = "gray"
    else:
        colour = "green" if is_up == (better == "higher") else "red"
    gap = "" if reader.formats.is_chinese else chr(160)
    said = f"{'▲' if is_up else '▼'}{gap}{words}"
    return f":{colour}[{f'**{said}**' if is_bold else said}]"
