"""The server process: `python -m dashboard.running SCRIPT FLAGS…` runs until somebody stops it, which is no failure."""

from __future__ import annotations

import contextlib
import os
import socket
import sys

import click
import uvicorn
from streamlit.web import cli


def think_alone() -> None:
    """Let polars work on one thread: frames of pages have tens of rows, and handing them around takes twice as long."""
    if "POLARS_MAX_THREADS" in os.environ:
        return
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars

    polars.thread_pool_size()
    # Processes that are started from here, imports above all, have large frames.
    del os.environ["POLARS_MAX_THREADS"]


def send_at_once() -> None:
    """Let servers send every answer when it is there. The sockets that Streamlit opens for uvicorn would hold small
    ones back until the browser has confirmed the one before: up to 40 ms each on Linux."""
    startup = uvicorn.Server.startup

    async def begin(self: uvicorn.Server, sockets: list[socket.socket] | None = None) -> None:
        for each in sockets or ():
            # What is accepted inherits it.
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await startup(self, sockets)

    uvicorn.Server.startup = begin  # type: ignore[method-assign]


def main(arguments: list[str]) -> None:
    """Run a script of Streamlit's until the process is told to stop."""
    think_alone()
    send_at_once()
    with contextlib.suppress(KeyboardInterrupt, click.Abort):
        cli.main(["run", *arguments], standalone_mode=False)


if __name__ == "__main__":
    main(sys.argv[1:])
