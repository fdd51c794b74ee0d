"""The sample companies that come with the dashboard, one for each language: where they are, and what is one of them."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

import polars as pl

_ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {"en": _ROOT / "sample_data" / "salesforce", "zh": _ROOT / "sample_data" / "xiaoshouyi"}


def is_sample(files: pl.DataFrame) -> bool:
    """Whether the deals of an import are those of a sample company; `files` are the rows of import_files.

    Told by the content, so that copies of the files are known as well, and an export of one's own never is.
    """
    used = files.filter((pl.col("table_name") == "deals") & (pl.col("rows_accepted") > 0))["content_hash"].to_list()
    return bool(used) and set(used) <= _hashes()


@functools.cache
def _hashes() -> frozenset[str]:
    """SHA-256 of every file of the sample companies; none where they were not installed."""
    files = (file for folder in FOLDERS.values() if folder.is_dir() for file in folder.iterdir() if file.is_file())
    return frozenset(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
