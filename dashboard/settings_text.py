"""funnel.toml as a person wrote it: mappings are added to its text; everything else, comments too, stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT

from dashboard import settings
from dashboard.workspace import Workspace, WorkspaceError, sync

# Days and numbers that change from one export to the next.
_CHANGING = re.compile(r"\d[\d_.-]{3,}\d")


@dataclass(frozen=True)
class Edit:
    """What a person says of one file. `columns` are our column → header, "" for a column to be left empty; where
    `is_whole` they stand in for what would recognise the file, else they are laid over it."""

    file: str
    table: str
    is_whole: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    date_order: str | None = None
    decimal_mark: str | None = None
    encoding: str | None = None

    @property
    def says_anything(self) -> bool:
        return bool(self.columns or self.date_order or self.decimal_mark or self.encoding)


def pattern_of(file: str) -> str:
    """The glob for a file and those that come after it: `deals_2026-03-31.csv` is `deals_*.csv`."""
    return _CHANGING.sub("*", escape(file))


def toml_of(edits: Sequence[Edit]) -> str:
    """The edits as `[[mapping]]` tables; "" where they say nothing."""
    listed = tomlkit.aot()
    for edit in edits:
        if edit.says_anything:
            table = tomlkit.table()
            for key, value in _keys(edit).items():
                table.add(key, value)
            listed.append(table)
    if not listed:
        return ""
    return _dumped(listed)


def _keys(edit: Edit) -> dict[str, Any]:
    keys: dict[str, Any] = {"file": pattern_of(edit.file)} | ({"table": edit.table} if edit.table else {})
    for key in ("date_order", "decimal_mark", "encoding"):
        if getattr(edit, key):
            keys[key] = getattr(edit, key)
    if edit.columns:
        keys |= {} if edit.is_whole else {"on_top": True}
        keys["columns"] = edit.columns
    return keys


def with_mappings(text: str, added: str) -> str:
    """The text of a settings file with mappings added; one for the same file, table and place is completed instead.

    SettingsError where either is wrong.
    """
    document = tomlkit.parse(text)
    listed = document.get("mapping", [])
    fresh = tomlkit.aot()
    for mapping in tomlkit.parse(added).get("mapping", []):
        same = [each for each in listed if _place(each) == _place(mapping)]
        if not same:
            fresh.append(mapping)
            continue
        for key, value in mapping.items():
            if key == "columns" and key in same[-1]:
                same[-1][key].update(value)
            else:
                same[-1][key] = value
    if not isinstance(listed, AoT) and listed:
        # A list that is written in one line can only be continued in that line.
        for mapping in fresh:
            inline = tomlkit.inline_table()
            inline.update(mapping.unwrap())
            listed.append(inline)
        fresh = tomlkit.aot()
    changed = tomlkit.dumps(document)
    if fresh:
        changed = f"{changed.rstrip()}\n\n{_dumped(fresh)}".lstrip("\n")
    settings.parse(tomllib.loads(changed))
    return changed


def _dumped(mappings: AoT) -> str:
    document = tomlkit.document()
    document["mapping"] = mappings
    return re.sub(r"\n{3,}", "\n\n", tomlkit.dumps(document)).strip() + "\n"


def _place(mapping: Any) -> tuple[object, ...]:
    return mapping.get("file"), mapping.get("table", ""), bool(mapping.get("on_top"))


def is_kept(workspace: Workspace, added: str) -> bool:
    """Whether the workspace's settings already say what the mappings do. SettingsError where either is wrong."""
    path = workspace.settings_path
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    return settings.parse(tomllib.loads(with_mappings(text, added))) == settings.parse(tomllib.loads(text))


def keep(workspace: Workspace, added: str) -> None:
    """Add mappings to the workspace's funnel.toml, all at once. SettingsError or WorkspaceError say why not."""
    path = workspace.settings_path
    try:
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
        changed = with_mappings(text, added)
        _replace(path, changed)
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be written to: {error.strerror}.") from error


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.new")
    temporary.write_text(text, encoding="utf-8")
    sync(temporary)
    temporary.replace(path)
