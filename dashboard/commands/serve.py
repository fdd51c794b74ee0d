"""`funnel serve`: the dashboard in a browser, with the sample company on the first start."""

from __future__ import annotations

import os
import socket
import sys
from typing import Annotated

import typer

from dashboard.commands.console import UnusableError, WorkspaceOption, say, workspace_at
from dashboard.commands.imports import import_with_progress
from dashboard.commands.samples import ROOT, sample_for
from dashboard.settings import LANGUAGES

EXAMPLES = """
Examples:

  funnel

  funnel serve --port 8600 --headless

  funnel serve --workspace ./acme --address 0.0.0.0
"""


def serve(
    workspace: WorkspaceOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="N", help="Port to serve on.")] = 8501,
    address: Annotated[
        str, typer.Option(metavar="HOST", help="Who may connect: this machine only, or 0.0.0.0 for everybody.")
    ] = "localhost",
    headless: Annotated[bool, typer.Option("--headless", help="Do not open a browser.")] = False,
    language: Annotated[
        str | None,
        typer.Option(metavar="en|zh", help="Which sample company a first start imports.", show_default=False),
    ] = None,
) -> None:
    """Serve the dashboard. A workspace without data gets the sample company first."""
    if language not in (None, *LANGUAGES):
        raise UnusableError(f"--language: {language!r} is neither en nor zh")
    space = workspace_at(workspace)
    _check_port(address, port)
    if space.current() is None:
        folder = sample_for(space, language)
        say(f"First start: importing the sample company in {folder.relative_to(ROOT)}")
        import_with_progress(space, [folder])
    shown = "localhost" if address in ("0.0.0.0", "::") else address
    say(f"Dashboard: http://{shown}:{port}  (workspace {space.folder.resolve()}; Ctrl+C stops it)", style="bold")
    environment = {**os.environ, "FUNNEL_WORKSPACE": str(space.folder.resolve())}
    options = {
        "server.port": str(port),
        "server.address": address,
        "server.headless": str(headless).lower(),
        # Without this a first start waits for an e-mail address on the terminal.
        "server.showEmailPrompt": "false",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "dashboard.running", str(ROOT / "dashboard" / "server.py"), *flags]
    # The theme in .streamlit is read from the folder the server starts in.
    os.chdir(ROOT)
    # The server takes this process over, so that a signal to stop reaches it.
    os.execve(sys.executable, command, environment)


def _check_port(address: str, port: int) -> None:
    try:
        with socket.create_server((address, port)):
            return
    except OSError as error:
        raise UnusableError(
            f"Port {port} on {address} is not free ({error.strerror}): choose one with --port"
        ) from error
