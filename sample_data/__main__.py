"""`python -m sample_data`: rewrite the two sample companies, or make data of any size in our own table form."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from sample_data import instruments, office_software, salesforce, scale, xiaoshouyi
from sample_data.export import contents

HERE = Path(__file__).parent


def main(
    deals: Annotated[int | None, typer.Option(min=1, help="Make this many deals in our own table form.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for them; made when missing.")] = None,
    format: Annotated[str, typer.Option(help="parquet or csv.")] = "parquet",
    seed: Annotated[int, typer.Option(help="The same seed makes the same rows.")] = 1,
) -> None:
    """Without options, rewrite the sample companies beside this file, byte for byte as committed."""
    if (deals is None) != (out is None):
        raise typer.BadParameter("--deals and --out belong together")
    if format not in ("parquet", "csv"):
        raise typer.BadParameter("--format is parquet or csv")
    if deals is None or out is None:
        write_companies(HERE)
        return
    with Progress(console=Console(stderr=True)) as shown:
        task = shown.add_task(f"{deals:,} deals", total=deals)
        scale.make(deals, out, format, seed, progress=lambda done: shown.update(task, completed=done))
    typer.echo(f"{deals:,} deals and their tables are in {out}", err=True)


def write_companies(folder: Path) -> None:
    """Write both companies' exports into folders of their own."""
    salesforce.write_all(contents(instruments.COMPANY), folder / "salesforce")
    xiaoshouyi.write_all(contents(office_software.COMPANY), folder / "xiaoshouyi")


if __name__ == "__main__":
    typer.run(main)
