"""What commands share: where messages go, how data is printed, the workspace, and how an error ends a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from typer.core import TyperGroup

from dashboard.catalog import CatalogError
from dashboard.database import Database, DatabaseError
from dashboard.exports import ExportError
from dashboard.importing.problems import ImportProblem
from dashboard.scope import ScopeError
from dashboard.settings import SettingsError
from dashboard.workspace import Workspace, WorkspaceError

EXIT_REFUSED = 1
EXIT_UNUSABLE = 2

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        envvar="FUNNEL_WORKSPACE",
        metavar="DIR",
        help="Folder with funnel.toml and the database versions.  [dim]\\[default: ./workspace][/dim]",
        show_default=False,
    ),
]


class UnusableError(Exception):
    """A command cannot go on with what it was given; the message says why and what to do."""


# Faults of what was given, not of this program: one line each, and exit code 2.
_FAULTS = (
    UnusableError,
    CatalogError,
    DatabaseError,
    ExportError,
    ImportProblem,
    ScopeError,
    SettingsError,
    WorkspaceError,
    OSError,
)


class FunnelGroup(TyperGroup):
    """The group of commands: no command means serve, and what cannot be used ends in one clear line."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version", "--install-completion", "--show-completion"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["serve", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
            return answer
        except BrokenPipeError:
            # `funnel export … | head`: the reader has enough. Python would complain when it flushes stdout at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except _FAULTS as error:
            say(str(error), style="red")
            raise typer.Exit(EXIT_UNUSABLE) from error


def messages() -> Console:
    """The console for messages: stderr, never mixed with data."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(message: str, style: str = "") -> None:
    """Print one message on stderr, as it is: file names and values may hold brackets."""
    messages().print(Text(message, style=style))


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows on stdout: aligned in a terminal, separated by tabs in a pipe. NULL is nothing."""
    written = [["" if value is None else str(value) for value in row] for row in rows]
    if not sys.stdout.isatty():
        for row in (list(headers), *written):
            sys.stdout.write("\t".join(" ".join(value.split()) for value in row) + "\n")
        return
    drawn = Table(*headers, box=None, header_style="bold", pad_edge=False)
    for row in written:
        drawn.add_row(*(Text(value) for value in row))
    Console(highlight=False).print(drawn)


def line(text: str = "") -> None:
    """Print one line on stdout, as it is."""
    sys.stdout.write(text + "\n")


def workspace_at(folder: Path | None) -> Workspace:
    """The workspace of a folder, else the default one."""
    return Workspace(folder) if folder is not None else Workspace.default()


def open_current(space: Workspace) -> Database:
    """The database version in force. UnusableError where nothing was imported yet."""
    path = space.current()
    if path is None:
        raise UnusableError(f"Nothing was imported into {space.folder} yet: run `funnel import PATH…` first")
    return Database(path)
