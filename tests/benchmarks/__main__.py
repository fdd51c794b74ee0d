"""`python -m tests.benchmarks [--deals 10000 100000 1000000]`: the speed of views, imports and pages."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from sample_data import scale
from tests.benchmarks import imports, pages, tables, views


def main() -> None:
    """Make the data, import them, time the import, every view and the pages. With --workspace only its pages."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=main.__doc__)
    parser.add_argument("--deals", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="sizes to measure")
    parser.add_argument("--runs", type=int, default=5, help="runs of each view, of which the median is shown")
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv", help="form of the files imported")
    parser.add_argument("--views", nargs="+", default=None, help="only these views")
    parser.add_argument("--folder", type=Path, help="where data and versions are kept; a temporary one if left out")
    parser.add_argument("--workspace", type=Path, help="measure only the pages, over this workspace as it is")
    parser.add_argument("--parts", nargs="+", choices=list(pages.PARTS), default=list(pages.PARTS), help="of the pages")
    parser.add_argument("--reruns", type=int, default=1_000, help="reruns over which memory is watched")
    parser.add_argument("--clicks", type=int, default=8, help="clicks of each of the ten readers")
    parser.add_argument("--warm", type=float, default=pages.WARM, help="seconds a server is left alone before readers")
    given = parser.parse_args()
    console = Console(width=170)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    console.print(f"{os.cpu_count()} cores, load before starting {load}")
    if given.workspace:
        _pages(console, pages.Given(given.workspace, given.reruns, given.clicks, given.warm), given.parts)
        return
    with tempfile.TemporaryDirectory(prefix="funnel-benchmarks-") as temporary:
        folder = given.folder or Path(temporary)
        measured, imported = [], []
        for deals in sorted(given.deals):
            files = folder / f"{given.format}-{deals}"
            if not (files / "funnel.toml").is_file():
                scale.make(deals, files, given.format)
            workspace = folder / f"workspace-{given.format}-{deals}"
            imported.append(imports.measure(files, workspace, deals))
            console.print(tables.of_imports(imported))
            measured.append(views.measure(imported[-1].version, deals, given.runs, given.views))
            _pages(console, pages.Given(workspace, given.reruns, given.clicks, given.warm), given.parts)
        console.print(tables.of_views(measured))
        console.print(tables.of_polars(measured))


def _pages(console: Console, measured: pages.Given, parts: Sequence[str]) -> None:
    """Every figure as soon as it is there: a part that fails leaves those of the others."""
    console.print(f"Pages over {measured.deals():,} deals: milliseconds, median of several")
    console.print(f"{'':<46}{'dashboard':>9}{'empty page':>12}{'target':>9}", highlight=False)
    for part in parts:
        try:
            for line in pages.PARTS[part](measured):
                console.print(tables.of_page(line), highlight=False)
        except Exception as error:
            console.print(f"{part}: {type(error).__name__}: {error}", highlight=False)


if __name__ == "__main__":
    main()
