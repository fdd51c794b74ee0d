"""Cards side by side: each a name, a value, and what is to be said of it, all of them one element of the page.

A card of Streamlit's own elements is eleven messages to the browser, and each is worked on there by itself.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

import streamlit as st

from dashboard.charts.spark import HEIGHT, WIDTH
from dashboard.reader import Reader
from dashboard.ui import states
from dashboard.ui.markup import as_html
from dashboard.ui.prepared import prepared


@dataclass(frozen=True, kw_only=True)
class Card:
    """What one card says. `name` tells the cards of a page apart; `label` and `about` are words as they are, `value`,
    `texts`, `moved` and `notes` lines of markup; `definition` and `behind` are addresses, `trend` that of a picture.
    A card without a value has its label as a heading above its texts."""

    name: str
    label: str
    value: str = ""
    texts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    moved: str = ""
    about: tuple[str, ...] = ()
    definition: str = ""
    behind: str = ""
    trend: str = ""
    is_low: bool = False


def card_grid(
    reader: Reader, cards: Iterable[tuple[Hashable, Callable[[], Card]]], columns: int = 3, least: int = 290
) -> None:
    """Draw cards, each by what it depends on and how it is made, in at most so many columns of at least so many pixels.

    Nothing here raises: a card that fails says so in its place.
    """
    drawn = "".join(_one(reader, name, make) for name, make in cards)
    st.html(f"<ul class='cards' role='list' style='--columns: {columns}; --least: {least}px'>{drawn}</ul>")


def _one(reader: Reader, name: Hashable, make: Callable[[], Card]) -> str:
    try:
        return prepared(("card", name), lambda: _document(reader, make()))
    except Exception as error:
        said, how = states.failure(reader, error)
        return f"<li class='card'><p><b>{html.escape(said)}</b></p>{_note(how)}</li>"


def _document(reader: Reader, card: Card) -> str:
    notes, behind = "".join(map(_note, card.notes)), _behind(reader, card)
    moved = _beside(_note(card.moved), behind)
    if not card.value:
        texts = "".join(f"<p>{as_html(each)}</p>" for each in card.texts)
        return f"<li class='card told'><h2>{html.escape(card.label)}</h2>{texts}{notes}{moved}</li>"
    said = (
        f"<div class='said'><div class='name'>{html.escape(card.label)}{_about(reader, card)}</div>"
        f"<p class='value'>{as_html(card.value)}</p></div>"
    )
    if card.is_low:
        told = _beside(_note(card.moved), notes)
        return f"<li class='card low'>{_beside(said, behind)}{told}</li>"
    return f"<li class='card'>{_beside(said, _trend(reader, card))}{moved}{notes}</li>"


def _beside(*parts: str) -> str:
    return f"<div class='beside'>{''.join(parts)}</div>" if any(parts) else ""


def _note(line: str) -> str:
    return f"<p class='note'>{as_html(line)}</p>" if line else ""


def _about(reader: Reader, card: Card) -> str:
    """The question mark beside a name, and what it opens: static/hints.js shows it to the pointer and to the focus."""
    if not card.about:
        return ""
    t, id_ = reader.t, html.escape(f"about-{card.name}", quote=True)
    said = "".join(f"<p>{html.escape(each)}</p>" for each in card.about)
    more = ""
    if card.definition:
        address = html.escape(card.definition, quote=True)
        of = html.escape(t("definitions.link_of", name=card.label), quote=True)
        more = f"<p><a href='{address}' aria-label='{of}'>{html.escape(t('definitions.link'))}</a></p>"
    asks = html.escape(t("card.about", name=card.label), quote=True)
    return (
        f"<button type='button' class='ask' popovertarget='{id_}' aria-label='{asks}' aria-describedby='{id_}-said'>"
        f"<span aria-hidden='true'>?</span></button>"
        f"<div popover class='hint' id='{id_}'><div id='{id_}-said'>{said}</div>{more}</div>"
    )


def _behind(reader: Reader, card: Card) -> str:
    if not card.behind:
        return ""
    words, address = html.escape(reader.t("card.to_deals")), html.escape(card.behind, quote=True)
    return f"<a class='behind' href='{address}' aria-label='{words} {html.escape(card.label, quote=True)}'>{words}</a>"


def _trend(reader: Reader, card: Card) -> str:
    if not card.trend:
        return ""
    said, picture = reader.t("card.trend", measure=card.label), html.escape(card.trend, quote=True)
    return f"<img src='{picture}' width='{WIDTH}' height='{HEIGHT}' alt='{html.escape(said, quote=True)}'>"
