"""Imports beside DuckDB's own COPY of the same files, each in a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

READ = ("read", "mapped", "loaded")
COMPARED = ("deals", "deal_history")


@dataclass(frozen=True)
class Measured:
    """Seconds per step and peak memory of a whole import, and of reading deals and their history beside COPY.

    `only` is the import of COMPARED alone, `copy` the COPY of the same two files into the same typed tables.
    """

    deals: int
    version: Path
    whole: dict[str, Any]
    only: dict[str, Any]
    copy: dict[str, Any]

    @property
    def share_of_copy(self) -> float:
        """Speed of reading, typing and refusing as a fraction of the speed of COPY."""
        return float(self.copy["seconds"]["copy"] / sum(self.only["seconds"][step] for step in READ))


def measure(files: Path, workspace: Path, deals: int) -> Measured:
    """Import the folder of files; the two large ones also alone, and by COPY. A workspace that is there is replaced."""
    two = workspace.with_name(workspace.name + "-two")
    for folder in (workspace, two):
        shutil.rmtree(folder, ignore_errors=True)
    two.mkdir(parents=True)
    shutil.copyfile(files / "funnel.toml", two / "funnel.toml")
    paths = [path for table in COMPARED for path in files.glob(f"{table}.*")]
    copied = _in_a_process("copy", two, paths)
    only = _in_a_process("import", two, paths)
    whole = _in_a_process("import", workspace, [files])
    shutil.rmtree(two)
    return Measured(deals, Path(whole["version"]), whole, only, copied)


def _in_a_process(what: str, folder: Path, paths: list[Path]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.one_import", what, str(folder), *map(str, paths)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
