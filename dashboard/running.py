"""The server process: `python -m dashboard.running SCRIPT FLAGS…` runs until somebody stops it, which is no failure."""

import contextlib
import os
import sys

import click
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


def main(arguments: list[str]) -> None:
    """Run a script of Streamlit's until the process is told to stop."""
    think_alone()
    with contextlib.suppress(KeyboardInterrupt, click.Abort):
        cli.main(["run", *arguments], standalone_mode=False)


if __name__ == "__main__":
    main(sys.argv[1:])
