"""Reading a TOML table with complaints that name the file, the key and the nearest known one."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any


class SettingsError(Exception):
    """A key or value of funnel.toml is wrong; the message names the file, the key and, if there is one, the nearest."""


@dataclass(frozen=True)
class Table:
    """A table of a TOML file that knows where it stands, so that every complaint can name its place."""

    content: dict[str, Any]
    file: str
    where: str

    def place(self, key: str) -> str:
        """The file and the full name of a key."""
        return f"{self.file}: {self.where}{'.' if self.where and key else ''}{key}"

    def wrong(self, key: str, value: object, wanted: str) -> SettingsError:
        """The complaint that a value is not what is wanted."""
        return SettingsError(f"{self.place(key)} must be {wanted}, not {value!r}.")

    def only(self, *known: str) -> None:
        """Complain about keys that are not known, with the nearest one that is."""
        for key in self.content:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1, 0.5)
                hint = f'did you mean "{near[0]}"?' if near else "known are " + ", ".join(known) + "."
                raise SettingsError(f"{self.place(key)} is not a setting; {hint}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not blank; without a default it must be there."""
        value = self.content.get(key, default)
        if value is None:
            raise SettingsError(f"{self.place(key)} is missing.")
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, value, "a text")
        return value.strip()

    def optional_text(self, key: str) -> str | None:
        """A text, or None where the key is not there."""
        return self.text(key) if key in self.content else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is not there."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, value, "a list of texts")
        return tuple(value)

    def one_of(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        value = self.content.get(key, default)
        if value is not default and value not in allowed:
            near = difflib.get_close_matches(str(value), allowed, 1, 0.5)
            hint = f'; did you mean "{near[0]}"?' if near else "."
            raise SettingsError(f"{self.place(key)} must be one of {', '.join(allowed)}, not {value!r}{hint}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self.content.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, value, "true or false")
        return value

    def number(self, key: str, default: float, low: float, high: float | None, *, whole: bool = False) -> float:
        """A number within limits, both included."""
        value = self.content.get(key, default)
        right = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
        if not right or value < low or (high is not None and value > high):
            span = f"from {low} to {high}" if high is not None else f"of at least {low}"
            raise self.wrong(key, value, f"a {'whole ' if whole else ''}number {span}")
        return value

    def optional_number(self, key: str, low: float, high: float | None) -> float | None:
        """A number within limits, or None where the key is not there."""
        return float(self.number(key, low, low, high)) if key in self.content else None

    def mapping(self, key: str) -> dict[str, str]:
        """A table of texts."""
        value = self.content.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise self.wrong(key, value, "a table of texts")
        return dict(value)

    def table(self, key: str) -> Table:
        """A table inside this one, empty where it is not there."""
        value = self.content.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, value, "a table")
        return Table(value, self.file, f"{self.where}{'.' if self.where else ''}{key}")

    def tables(self, key: str) -> list[Table]:
        """A list of tables inside this one."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(key, value, f"a list of tables ([[{key}]])")
        path = f"{self.where}{'.' if self.where else ''}{key}"
        return [Table(each, self.file, f"{path}[{n}]") for n, each in enumerate(value, start=1)]
