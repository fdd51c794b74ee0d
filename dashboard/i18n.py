"""The words of the pages in both languages: gettext catalogues, compiled in memory when they are first asked for."""

from __future__ import annotations

import functools
import gettext
import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"en": "English", "zh": "中文"}
FOLDER = Path(__file__).resolve().parent / "locales"


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
        return words.format(**values) if values else words

    def plural(self, message_id: str, number: int, **values: object) -> str:
        """The words for that many; `{n}` in the message is the number with its thousands separated."""
        if message_id not in self.ids:
            raise KeyError(message_id)
        words = self._translations.ngettext(message_id, message_id, number)
        return words.format(n=f"{number:,}", **values)


def _id(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


@functools.cache
def messages(language: str) -> Messages:
    """The catalogue of a language; of English for a language nobody translated."""
    return Messages(language if language in LANGUAGES else "en")
