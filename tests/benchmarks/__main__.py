"""`python -m tests.benchmarks [--deals 10000 100000 1000000]`: tables of the speed of views, imports and pages."""

from __future__ import annotations

import argparse
import os
import tempfile
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
    parser.add_argument("--reruns", type=int, default=1_000, help="reruns over which memory is watched")
    given = parser.parse_args()
    console = Console(width=170)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    console.print(f"{os.cpu_count()} cores, load before starting {load}")
    if given.workspace:
        console.print(tables.of_pages([pages.measure(given.workspace, given.reruns)]))
        return
    with tempfile.TemporaryDirectory(prefix="funnel-benchmarks-") as temporary:
        folder = given.folder or Path(temporary)
        measured, imported, looked_at = [], [], []
        for deals in sorted(given.deals):
            files = folder / f"{given.format}-{deals}"
            if not (files / "funnel.toml").is_file():
                scale.make(deals, files, given.format)
            done = imports.measure(files, folder / f"workspace-{given.format}-{deals}", deals)
            imported.append(done)
            console.print(tables.of_imports(imported))
            measured.append(views.measure(done.version, deals, given.runs, given.views))
            looked_at.append(pages.measure(folder / f"workspace-{given.format}-{deals}", given.reruns))
        console.print(tables.of_views(measured))
        console.print(tables.of_polars(measured))
        console.print(tables.of_pages(looked_at))


if __name__ == "__main__":
    main()
