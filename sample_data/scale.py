"""Sample data of any size in our own table form, made chunk by chunk so that memory does not grow with it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TextIO

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

QUERIES = Path(__file__).parent / "tables"
SETTINGS = Path(__file__).parent / "salesforce" / "funnel.toml"
OPENED, EXPORTED_ON = date(2023, 3, 1), date(2026, 8, 14)
CHUNK = 100_000
LAYERS = ("draws", "strides", "logs", "finished")
ONCE = ("reps", "accounts", "products", "campaigns", "targets")
PER_DEAL = (
    "deals",
    "deal_history",
    "deal_lines",
    "deal_splits",
    "leads",
    "campaign_touches",
    "activities",
    "contracts",
    "invoices",
    "payments",
)

Progress = Callable[[int], None]


class Files:
    """One open file per table, in one format, to which chunks are appended."""

    def __init__(self, folder: Path, form: str) -> None:
        self.folder, self.form = folder, form
        self.stack = ExitStack()
        self.texts: dict[str, TextIO] = {}
        self.columns: dict[str, pq.ParquetWriter] = {}

    def append(self, table: str, rows: pa.Table) -> None:
        """Add rows to the table's file; the first ones create it, with its header."""
        path = self.folder / f"{table}.{self.form}"
        if self.form == "parquet":
            if table not in self.columns:
                self.columns[table] = self.stack.enter_context(
                    pq.ParquetWriter(path, rows.schema, compression="snappy")
                )
            self.columns[table].write_table(rows, row_group_size=CHUNK)
            return
        is_first = table not in self.texts
        if is_first:
            self.texts[table] = self.stack.enter_context(path.open("w", encoding="utf-8", newline=""))
        frame = pl.DataFrame(pl.from_arrow(rows))
        frame.write_csv(self.texts[table], include_header=is_first, datetime_format="%Y-%m-%d %H:%M:%S")

    def close(self) -> None:
        """Finish every file."""
        self.stack.close()


def connect(deals: int, seed: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that holds the size and the macros and views of the generator."""
    connection = duckdb.connect(config={"memory_limit": "1200MB", "temp_directory": str(spill)})
    sizes = {
        "seed": seed,
        "deals": deals,
        "accounts": max(20, deals // 5),
        "reps": min(1000, max(8, deals // 200)),
        "campaigns": min(200, max(6, deals // 100)),
        "days": (EXPORTED_ON - OPENED).days,
    }
    for name, value in sizes.items():
        connection.execute(f"create macro {name}() as {int(value)}::bigint")
    connection.execute(f"create macro opened() as date '{OPENED}'")
    connection.execute(f"create macro exported_on() as date '{EXPORTED_ON}'")
    connection.execute("create table chunk (n bigint)")
    for name in LAYERS:
        if name == "finished":
            connection.execute("create table chunk_logs as select * from logs")
        connection.execute((QUERIES / f"{name}.sql").read_text(encoding="utf-8"))
    return connection


def chunks(deals: int, size: int) -> Iterator[tuple[int, int]]:
    """First and last number of each chunk."""
    for first in range(1, deals + 1, size):
        yield first, min(first + size - 1, deals)


def make(
    deals: int, folder: Path, form: str = "parquet", seed: int = 1, chunk: int = CHUNK, progress: Progress | None = None
) -> None:
    """Write every table into the folder, with a funnel.toml; progress is told the number of deals made so far.

    The same deals and seed give the same rows, in the same order, whatever the chunk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    connection = connect(deals, seed, folder / ".spill")
    files = Files(folder, form)
    queries = {name: (QUERIES / f"{name}.sql").read_text(encoding="utf-8").rstrip(";\n") for name in (*ONCE, *PER_DEAL)}
    try:
        for name in ONCE:
            files.append(name, connection.sql(queries[name]).to_arrow_table())
        for first, last in chunks(deals, chunk):
            connection.execute(f"create or replace table chunk as select range as n from range({first}, {last + 1})")
            connection.execute("create or replace table chunk_logs as select * from logs order by n")
            connection.execute("create or replace table chunk_finished as select * from finished order by n")
            for name in PER_DEAL:
                files.append(name, connection.sql(queries[name]).to_arrow_table())
            if progress:
                progress(last)
    finally:
        files.close()
        connection.close()
        shutil.rmtree(folder / ".spill", ignore_errors=True)
    (folder / "funnel.toml").write_text(SETTINGS.read_text(encoding="utf-8"), encoding="utf-8")
