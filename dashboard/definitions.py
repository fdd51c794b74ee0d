"""Definitions: what every measure, view and check means, found by words of either language."""

from __future__ import annotations

import functools
import re
import unicodedata

from dashboard import catalog
from dashboard.catalog import Query
from dashboard.synonyms import SYNONYMS

LAYERS = ("metrics", "views", "checks")
SUBJECTS = ("results", "targets", "pipeline", "stages", "customers", "marketing", "activity", "lists", "data")
_SENTENCE = re.compile(r"(?<=[.。;；])\s*")
_EMPTY = re.compile(r"\bNULL\b|\bEmpty\b|为空")
_LEFT_OUT = re.compile(r"\bleft out\b|\bleaves out\b|\bno NULL\b|不计(?!入)|不含|不算|一律不")


def entries(layer: str) -> list[Query]:
    """What one layer defines, by subject and then by English name; checks have no subject."""
    order = {subject: place for place, subject in enumerate(SUBJECTS)}
    return sorted(
        catalog.queries(layer),
        key=lambda each: (order.get(each.header.get("subject", ""), 99), each.title().casefold()),
    )


def known(name: str) -> Query | None:
    """The measure, view or check of that name, the measure where there are two; None if there is none."""
    for layer in LAYERS:
        found = next((each for each in catalog.queries(layer) if each.name == name), None)
        if found:
            return found
    return None


def found(words: str) -> list[Query]:
    """What all of the words are said of, in any order, in English or Chinese: what is called so first, then what these
    words are in the names of (also in names that it has elsewhere), then texts, then columns.

    Nothing for no words.
    """
    wanted = _plain(words).split()
    if not wanted:
        return []
    hits = []
    for place, each in enumerate(each for layer in LAYERS for each in entries(layer)):
        if " ".join(wanted) in (_plain(each.name), _plain(each.title("en")), _plain(each.title("zh"))):
            hits.append((-1, place, each))
            continue
        for depth, text in enumerate(_texts(each)):
            if all(word in text for word in wanted):
                hits.append((depth, place, each))
                break
    return [each for _, _, each in sorted(hits, key=lambda hit: hit[:2])]


def holders(measure: str) -> list[Query]:
    """The views that have a column of that measure."""
    return [each for each in entries("views") if measure in each.columns or measure in _selected(each.name)]


def sentences(text: str) -> tuple[str, str, str]:
    """A definition in three parts: what is counted, what is left out, when there is no value. Either of the last may be
    empty."""
    parts: dict[str, list[str]] = {"counted": [], "left_out": [], "empty": []}
    for sentence in filter(None, _SENTENCE.split(text)):
        kind = "empty" if _EMPTY.search(sentence) else "left_out" if _LEFT_OUT.search(sentence) else "counted"
        parts[kind].append(sentence)
    joint = "" if re.search(r"[\u4e00-\u9fff]", text) else " "
    counted, left_out, empty = (joint.join(each).strip() for each in parts.values())
    return counted, left_out, empty


@functools.cache
def _selected(name: str) -> frozenset[str]:
    """The columns that the last select of a view or macro names; those of what it reads where it takes them all."""
    query = catalog.query(name)
    last = query.code[query.code.rfind("select\n") :] if "select\n" in query.code else query.code
    inside = 1
    while inside:
        last, inside = re.subn(r"\([^()]*\)", " ", last)
    named = frozenset(re.findall(r"\b(\w+)\s*(?:,|$)", last, re.MULTILINE))
    if not re.search(r"\*(?!\s*\d)", query.code[query.code.rfind("select") :]):
        return named
    read = [each.name for each in catalog.queries("scope") if each.name in query.mentions]
    return named.union(*(_selected(each) for each in read))


@functools.cache
def _text_of(layer: str, name: str) -> tuple[str, str, str]:
    query = next(each for each in catalog.queries(layer) if each.name == name)
    header = query.header
    names = " ".join((name, query.title("en"), query.title("zh"), SYNONYMS.get(name, "")))
    told = " ".join(header.get(key, "") for key in ("about", "about_zh", "grain", "grain_zh"))
    columns = " ".join((*query.columns.values(), *query.labels.values(), *query.meanings_zh.values()))
    return _plain(names), _plain(f"{names} {told}"), _plain(f"{names} {told} {columns}")


def _texts(query: Query) -> tuple[str, str, str]:
    """Its names, with what it is, with what its columns are."""
    return _text_of(query.layer, query.name)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("_", " ")
