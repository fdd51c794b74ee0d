"""The server process: `python -m dashboard.running SCRIPT FLAGS…` runs until somebody stops it, which is no failure."""

import contextlib
import sys

import click
from streamlit.web import cli


def main(arguments: list[str]) -> None:
    """Run a script of Streamlit's until the process is told to stop."""
    with contextlib.suppress(KeyboardInterrupt, click.Abort):
        cli.main(["run", *arguments], standalone_mode=False)


if __name__ == "__main__":
    main(sys.argv[1:])
