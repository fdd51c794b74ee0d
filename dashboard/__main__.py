"""The `funnel` command: serve, import, export, views, history, check."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from dashboard.commands import check, export, history, imports, serve, views
from dashboard.commands.console import FunnelGroup

app = typer.Typer(
    name="funnel",
    cls=FunnelGroup,
    no_args_is_help=False,
    rich_markup_mode="rich",
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command: serve. Data goes to stdout, messages to stderr.\n\n"
    "Exit codes: 0 success, 1 rows were refused and --strict was given, 2 unusable input.",
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"funnel {version('sales-funnel-dashboard')}\n")
        raise typer.Exit


@app.callback()
def funnel(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Read the sales funnel of a CRM export: import it, look at it, take slices of it."""


app.command("serve", epilog=serve.EXAMPLES)(serve.serve)
app.command("import", epilog=imports.EXAMPLES)(imports.import_)
app.command("export", epilog=export.EXAMPLES)(export.export)
app.command("views", epilog=views.EXAMPLES)(views.views)
app.command("history", epilog=history.EXAMPLES)(history.history)
app.command("check", epilog=check.EXAMPLES)(check.check)


def main() -> None:
    """Entry point of the `funnel` script."""
    app()


if __name__ == "__main__":
    main()
