"""One import, or one COPY, in a process of its own, so that its peak memory is its own; prints JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

from dashboard import installing
from dashboard.importing import load, version
from dashboard.workspace import Workspace


def imported(folder: Path, paths: list[Path]) -> dict[str, Any]:
    """Import the paths into the workspace folder."""
    report = load.import_paths(Workspace(folder), paths)
    return {"version": str(report.version), "seconds": report.seconds, "rows": report.rows_read}


def copied(folder: Path, paths: list[Path]) -> dict[str, Any]:
    """COPY each file into our typed table of its name, in a new database."""
    path = folder / "copy.duckdb"
    with duckdb.connect(str(path), config={"memory_limit": version.MEMORY_LIMIT}) as connection:
        installing.install(connection, "tables")
        started = time.monotonic()
        for each in paths:
            found = connection.sql(f"select * from '{each}' limit 0").columns
            header = ", header true" if each.suffix == ".csv" else ""
            connection.execute(
                f"copy {each.stem} ({', '.join(found)}) from '{each}' (format {each.suffix[1:]}{header})"
            )
        connection.execute("checkpoint")
        seconds = time.monotonic() - started
    path.unlink()
    return {"seconds": {"copy": seconds}}


def main(what: str, folder: str, *paths: str) -> None:
    """Do it and print what it took: seconds per step, CPU seconds, peak memory in bytes."""
    do = {"import": imported, "copy": copied}[what]
    done = do(Path(folder), [Path(each) for each in paths])
    used = resource.getrusage(resource.RUSAGE_SELF)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    print(json.dumps({**done, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * unit}))


if __name__ == "__main__":
    main(*sys.argv[1:])
