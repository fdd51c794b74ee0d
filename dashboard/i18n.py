"""The words of the pages in both languages: gettext catalogues, compiled in memory when they are first asked for."""

from __future__ import annotations

import functools
import gettext
import io
import re
import string
from collections.abc import Mapping
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"en": "English", "zh": "中文"}
FOLDER = Path(__file__).resolve().parent / "locales"
_HAN = re.compile(r"[\u3400-\u9fff]")
# Spaces and marks of bold and colour at the end and at the beginning of a piece: what is read lies beyond them.
_LATER = re.compile(r"[ *\]]*$")
_BEFORE = re.compile(r"(?:[ *]|:[a-z]+\[)*")


class Messages:
    """One language: an id and its values go in, words come out. KeyError for an id the catalogue does not hold."""

    def __init__(self, language: str) -> None:
        self.language = language
        with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
            catalogue = read_po(file, locale=language)
        self.ids = frozenset(_id(message.id) for message in catalogue if message.id)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        self._translations = gettext.GNUTranslations(compiled)

    def __contains__(self, message_id: object) -> bool:
        return message_id in self.ids

    def __call__(self, message_id: str, **values: object) -> str:
        """The words of a message with its {places} filled."""
        if message_id not in self.ids:
            raise KeyError(message_id)
        words = self._translations.gettext(message_id)
        return self._filled(words, values) if values else words

    def plural(self, message_id: str, number: int, **values: object) -> str:
        """The words for that many; `{n}` in the message is the number with its thousands separated."""
        if message_id not in self.ids:
            raise KeyError(message_id)
        words = self._translations.ngettext(message_id, message_id, number)
        return self._filled(words, {"n": f"{number:,}", **values})

    def _filled(self, words: str, values: Mapping[str, object]) -> str:
        return spaced(words, values) if self.language == "zh" else words.format(**values)


def spaced(words: str, values: Mapping[str, object]) -> str:
    """A Chinese message with its {places} filled: where a value meets the message, no space between two Chinese
    characters, one between a Chinese character and a Latin letter. The values themselves stay as they are."""
    said = ""
    for literal, name, _, _ in string.Formatter().parse(words):
        said = _met(said, literal)
        if name is not None:
            said = _met(said, str(values[name]))
    return said


def _met(left: str, right: str) -> str:
    end, begin = _LATER.search(left), _BEFORE.match(right)
    before, after = left[: end.start()] if end else left, right[begin.end() :] if begin else right
    if not before or not after:
        return left + right
    glue = (left[len(before) :], right[: len(right) - len(after)])
    is_han = (bool(_HAN.match(before[-1])), bool(_HAN.match(after[0])))
    if all(is_han):
        return before + "".join(glue).replace(" ", "") + after
    is_latin = (before[-1] if is_han[1] else after[0]).encode().isalpha()
    if any(is_han) and is_latin and " " not in "".join(glue):
        # Bold begins after the space and ends before it.
        opens = before.count("**") % 2 == 0
        return f"{before} {''.join(glue)}{after}" if opens else f"{before}{''.join(glue)} {after}"
    return left + right


def _id(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


@functools.cache
def messages(language: str) -> Messages:
    """The catalogue of a language; of English for a language nobody translated."""
    return Messages(language if language in LANGUAGES else "en")
