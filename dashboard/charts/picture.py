"""A chart as a picture: the finding above it, scope and day below, from the frame and specification of the screen."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import polars as pl

from dashboard.charts.look import LIGHT

WIDTH = 800
# Half as many points as pixels: 1,600 pixels fill a slide.
SCALE = 2
_MARGIN = 28
_LATIN = "'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans'"
_CHINESE = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC'"
# The marks that captions set before words; a picture has no markup.
COLOURS = {
    "blue": "open",
    "violet": "pending",
    "navy": "late",
    "yellow": "stalled",
    "purple": "declined",
    "green": "won",
    "red": "lost",
    "gray": "muted",
}
_MARKED = re.compile(rf":({'|'.join(COLOURS)})\[(.*?)\]")
_IDEOGRAPH = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# Characters that no XML holds; the converter would die of them.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_LINES = 6
_SECONDS = 60


class PictureError(Exception):
    """A picture could not be drawn; the message says why."""


@dataclass(frozen=True)
class Around:
    """The words around a chart: its finding, how to read it (with colour marks as on the page), and lines below."""

    title: str
    caption: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Run:
    """Characters of one colour."""

    text: str
    colour: str


def picture(specification: dict[str, Any], frame: pl.DataFrame, around: Around, form: str = "svg") -> bytes:
    """An SVG or PNG file WIDTH points wide, as high as it needs, on white; `specification` is that of a light look.

    Takes a second. PictureError where it cannot be drawn.
    """
    return _converted(job(specification, frame, around, form))


def job(specification: dict[str, Any], frame: pl.DataFrame, around: Around, form: str = "svg") -> dict[str, Any]:
    """What the converter is asked for such a picture."""
    font = font_families(_words(frame, around))
    around = Around(_clean(around.title), _clean(around.caption), tuple(_clean(line) for line in around.below))
    head, top = _block(around.title, 19, 600, LIGHT["text"], _MARGIN)
    if around.caption:
        more, top = _block(around.caption, 13, 400, LIGHT["muted"], top + 4)
        head += more
    foot, bottom = [], 18.0
    for line in around.below:
        more, bottom = _block(line, 12, 400, LIGHT["muted"], bottom)
        foot += more
    names = f"<title>{escape(around.title)}</title><desc>{escape(unmarked(around.caption))}</desc>"
    ground = f'<rect width="100%" height="100%" fill="{LIGHT["ground"]}"/>'
    return {
        "specification": _unlinked(specification)
        | {
            "width": WIDTH - 2 * _MARGIN,
            "data": {"values": _values(frame.select(pl.exclude("^(.*_)?link$")))},
            "config": specification.get("config", {}) | {"font": font},
        },
        "attributes": f'role="img" font-family={quoteattr(font)}',
        "head": f"{names}{ground}{''.join(head)}",
        "foot": "".join(foot),
        "width": WIDTH,
        "margin": _MARGIN,
        "top": top + 16,
        "bottom": bottom + _MARGIN - 8,
        "scale": SCALE if form == "png" else None,
    }


def font_families(words: str) -> str:
    """Which faces to try in turn. A Chinese face comes first for Chinese words: left to fall back, a renderer may take
    Japanese shapes."""
    first, second = (_CHINESE, _LATIN) if _IDEOGRAPH.search(words) else (_LATIN, _CHINESE)
    return f"{first}, {second}, sans-serif"


@functools.cache
def draws_chinese() -> bool:
    """Whether this machine has a face with Chinese characters; without one every character is the same empty box."""

    def one(character: str) -> bytes:
        text = f'<text y="30" font-size="30" font-family="{font_families(character)}">{character}</text>'
        drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{text}</svg>'
        return _converted({"svg": drawn, "scale": 1})

    return one("永") != one("国")


def is_chinese(frame: pl.DataFrame, around: Around) -> bool:
    """Whether any word of the picture has Chinese characters."""
    return _IDEOGRAPH.search(_words(frame, around)) is not None


def _converted(job: dict[str, Any]) -> bytes:
    command = [sys.executable, "-P", str(Path(__file__).with_name("converter.py"))]
    try:
        done = subprocess.run(command, input=json.dumps(job).encode(), capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise PictureError(f"The picture was not drawn within {_SECONDS} seconds") from None
    if done.returncode or not done.stdout:
        raise PictureError(done.stderr.decode(errors="replace").strip() or "The picture could not be drawn")
    return done.stdout


def _words(frame: pl.DataFrame, around: Around) -> str:
    texts = [text for name in frame.columns if frame[name].dtype == pl.String for text in frame[name].drop_nulls()]
    return " ".join([around.title, around.caption, *around.below, *texts])


def coloured(caption: str) -> list[tuple[str, str]]:
    """The parts of a caption, each with the role of its colour; "" is the colour of the text around."""
    found, at = [], 0
    for mark in _MARKED.finditer(caption):
        found += [(caption[at : mark.start()], ""), (mark[2], COLOURS[mark[1]])]
        at = mark.end()
    return [(text, role) for text, role in [*found, (caption[at:], "")] if text]


def unmarked(caption: str) -> str:
    """A caption without its colour marks."""
    return _MARKED.sub(r"\2", caption)


def _unlinked(part: Any) -> Any:
    """A specification, or a part of one, whose marks are no links: in a picture an address leads nowhere."""
    if isinstance(part, dict):
        return {name: _unlinked(value) for name, value in part.items() if name != "href"}
    return [_unlinked(each) for each in part] if isinstance(part, list) else part


def _values(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows as Vega reads them: a bare day would be midnight in Greenwich, and another day elsewhere."""
    return [{name: _plain(value) for name, value in row.items()} for row in frame.iter_rows(named=True)]


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return f"{value}T00:00:00"
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return _NOT_XML.sub(" ", text)


def _block(text: str, size: int, weight: int, colour: str, top: float) -> tuple[list[str], float]:
    """The text in lines as wide as the picture allows; the elements and where the next block begins."""
    found, line_height = [], round(size * 1.45)
    lines = _wrapped(_runs(text, colour), (WIDTH - 2 * _MARGIN) / size)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], [*lines[_MOST_LINES - 1], _Run("…", colour)]]
    for line in lines:
        spans = "".join(f'<tspan fill="{run.colour}">{escape(run.text)}</tspan>' for run in line)
        place = f'x="{_MARGIN}" y="{top + size:g}" font-size="{size}" font-weight="{weight}"'
        found.append(f'<text {place} xml:space="preserve">{spans}</text>')
        top += line_height
    return found, top


def _runs(text: str, colour: str) -> list[_Run]:
    return [_Run(part, LIGHT[role] if role else colour) for part, role in coloured(text)]


def _wrapped(runs: Sequence[_Run], ems: float) -> list[list[_Run]]:
    """Runs in lines of at most so many ems, broken at spaces and between Chinese characters."""
    lines: list[list[_Run]] = [[]]
    used = 0.0
    for run in runs:
        for piece in re.findall(
            rf"\s+|{_IDEOGRAPH.pattern}[，。；：、）”]?|(?:(?!{_IDEOGRAPH.pattern})\S){{1,60}}", run.text
        ):
            wide = sum(_ems(character) for character in piece)
            if used + wide > ems and used and not piece.isspace():
                lines.append([])
                used = 0.0
            if used or not piece.isspace():
                _append(lines[-1], _Run(piece, run.colour))
                used += wide
    return [line for line in lines if line]


def _append(line: list[_Run], run: _Run) -> None:
    if line and line[-1].colour == run.colour:
        run = _Run(line.pop().text + run.text, run.colour)
    line.append(run)


def _ems(character: str) -> float:
    """About how wide a character is; a little too wide rather than too narrow."""
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.3 if character in " .,:;'|il" else 0.72 if character.isupper() else 0.58
