"""How a company judges its funnel: its parts and shapes, what to do about each shape, and the groups of reasons."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.toml_table import SettingsError, Table

SHIPPED = Path(__file__).with_suffix(".toml")
SHAPES = ("empty", "early_only", "top_light", "bulging", "ideal", "uneven")


@dataclass(frozen=True)
class Advice:
    """What to do about a shape, in both languages."""

    en: str
    zh: str


@dataclass(frozen=True)
class ReasonGroup:
    """A group of reasons of wins and losses: those in which one of its words stands."""

    name: str
    words: tuple[str, ...]

    def holds(self, reason: str) -> bool:
        """Whether one of the words stands in the reason: as a word of its own, in Chinese anywhere."""
        text = _folded(reason)
        return any(re.search(_pattern(word), text) for word in self.words)


@dataclass(frozen=True)
class Playbook:
    """The judgements that views use.

    `middle_from`, `late_from`: the probabilities at which the middle and the late part of a funnel begin.
    `ideal_shares` of the early, middle and late part add up to 1. A reason belongs to the first of `reason_groups` that
    holds it.
    """

    middle_from: float
    late_from: float
    ideal_shares: tuple[float, float, float]
    advice: dict[str, Advice]
    reason_groups: tuple[ReasonGroup, ...]

    def group_of(self, reason: str) -> str | None:
        """The name of the group a reason belongs to; None where it is in none."""
        return next((group.name for group in self.reason_groups if group.holds(reason)), None)


@functools.cache
def shipped() -> Playbook:
    """The judgements of the sources, which settings take the place of key by key."""
    content = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return _read(Table(content, SHIPPED.name, ""), None)


def read(top: Table) -> Playbook:
    """What the settings say, else the shipped judgements. SettingsError for what makes no sense."""
    return _read(top, shipped())


def _read(top: Table, plain: Playbook | None) -> Playbook:
    shape = top.table("shape")
    shape.only("middle_from", "late_from", "ideal_shares", "advice")
    middle_from = shape.number("middle_from", plain.middle_from if plain else 0, 0, 1)
    late_from = shape.number("late_from", plain.late_from if plain else 0, 0, 1)
    if late_from < middle_from:
        raise shape.wrong("late_from", late_from, f"at least middle_from ({middle_from:g})")
    groups = tuple(_group(each) for each in top.tables("reason_groups"))
    return Playbook(
        middle_from=middle_from,
        late_from=late_from,
        ideal_shares=_shares(shape, plain),
        advice=_advice(shape.table("advice"), plain),
        reason_groups=groups or (plain.reason_groups if plain else ()),
    )


def _shares(shape: Table, plain: Playbook | None) -> tuple[float, float, float]:
    given: Any = shape.content.get("ideal_shares", plain.ideal_shares if plain else None)
    is_list = isinstance(given, list | tuple) and len(given) == 3
    if not is_list or not all(isinstance(each, int | float) and 0 <= each <= 1 for each in given):
        raise shape.wrong("ideal_shares", given, "three fractions, of the early, middle and late part")
    if abs(sum(given) - 1) > 1e-6:
        raise shape.wrong("ideal_shares", given, "three fractions that add up to 1")
    return float(given[0]), float(given[1]), float(given[2])


def _advice(table: Table, plain: Playbook | None) -> dict[str, Advice]:
    table.only(*SHAPES)
    found = dict(plain.advice) if plain else {}
    for shape in table.content:
        texts = table.table(shape)
        texts.only("en", "zh")
        before = found.get(shape)
        found[shape] = Advice(
            texts.text("en", before.en if before else None), texts.text("zh", before.zh if before else None)
        )
    return found


def _group(table: Table) -> ReasonGroup:
    table.only("name", "words")
    words = tuple(_folded(word) for word in table.texts("words"))
    if not words:
        raise SettingsError(f"{table.place('words')}: a group of reasons needs at least one word.")
    return ReasonGroup(table.text("name"), words)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@functools.cache
def _pattern(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
