"""The two sample companies: imported on a first start, and out of the way once there are exports of one's own."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from dashboard.commands.console import UnusableError, say
from dashboard.sample_companies import FOLDERS
from dashboard.workspace import SETTINGS_FILE, Workspace

ROOT = Path(__file__).resolve().parent.parent.parent


def sample_for(space: Workspace, language: str | None) -> Path:
    """The exports of the sample company of a language, else of the language in funnel.toml."""
    folder = FOLDERS[language or space.settings.reporting.language]
    if not folder.is_dir():
        raise UnusableError(f"Nothing was imported into {space.folder} yet: run `funnel import PATH…` first")
    return folder


@contextlib.contextmanager
def without_sample_settings(space: Workspace, dry_run: bool) -> Iterator[None]:
    """Put the settings of a sample company aside for exports of one's own; they come back if nothing was imported."""
    path = space.settings_path
    if not path.is_file() or path.read_bytes() not in _sample_settings():
        yield
        return
    aside = path.with_name(f"{path.name}.sample")
    path.replace(aside)
    is_imported = False
    try:
        yield
        is_imported = not dry_run
    finally:
        if is_imported:
            say(f"The settings of the sample company are now in {aside}")
        else:
            aside.replace(path)


def _sample_settings() -> set[bytes]:
    files = (folder / SETTINGS_FILE for folder in FOLDERS.values())
    return {file.read_bytes() for file in files if file.is_file()}
