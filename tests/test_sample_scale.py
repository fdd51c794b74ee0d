"""Sample data of any size: the same for the same seed, whole, and in our own table form."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from sample_data import scale

FOLDER = Path(scale.__file__).parent


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    scale.make(4000, folder, seed=7)
    return folder


def test_the_same_seed_gives_the_same_rows_whatever_the_chunk(large: Path, tmp_path: Path) -> None:
    scale.make(4000, tmp_path, seed=7, chunk=900)
    for path in large.glob("*.parquet"):
        assert pl.read_parquet(path).equals(pl.read_parquet(tmp_path / path.name)), path.name


def test_another_seed_gives_other_rows(large: Path, tmp_path: Path) -> None:
    scale.make(4000, tmp_path, seed=8)
    assert not pl.read_parquet(large / "deals.parquet").equals(pl.read_parquet(tmp_path / "deals.parquet"))


def test_large_data_have_about_six_changes_a_deal_in_order_and_before_the_export(large: Path) -> None:
    history = pl.read_parquet(large / "deal_history.parquet")
    assert 5 < history.height / 4000 < 7
    assert history["changed_at"].max() < dt.datetime(2026, 8, 15)
    gaps = history.select(pl.col("changed_at").diff().over("deal_id").dt.total_seconds())["changed_at"]
    assert gaps.min() >= 0


def test_a_large_deal_is_what_its_history_says(large: Path) -> None:
    deals = pl.read_parquet(large / "deals.parquet")
    last = (
        pl.read_parquet(large / "deal_history.parquet")
        .group_by("deal_id")
        .agg(pl.col("stage").drop_nulls().last(), pl.col("outcome").drop_nulls().last())
    )
    joined = deals.join(last, on="deal_id", suffix="_last")
    assert joined.height == deals.height == 4000
    assert (joined["stage"] == joined["stage_last"]).all()
    assert (joined["outcome"] == joined["outcome_last"]).all()
    closed = deals.filter(pl.col("outcome") != "open")
    assert 0.25 < (closed["outcome"] == "won").mean() < 0.4
    assert closed["closed_at"].null_count() == 0


def test_large_keys_lead_somewhere(large: Path) -> None:
    tables = {path.stem: pl.read_parquet(path) for path in large.glob("*.parquet")}
    for table, column, parent in (
        ("deals", "account_id", "accounts"),
        ("deals", "rep_id", "reps"),
        ("deals", "lead_id", "leads"),
        ("deals", "campaign_id", "campaigns"),
        ("deal_lines", "product_id", "products"),
        ("deal_splits", "rep_id", "reps"),
        ("campaign_touches", "lead_id", "leads"),
        ("invoices", "contract_id", "contracts"),
        ("payments", "invoice_id", "invoices"),
    ):
        keys = tables[parent][column if column != "rep_id" else "rep_id"]
        assert set(tables[table][column].drop_nulls()) <= set(keys), (table, column)


def test_the_command_makes_csv_with_our_own_headers(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "sample_data", "--deals", "300", "--out", str(tmp_path), "--format", "csv"],
        capture_output=True,
        text=True,
        cwd=FOLDER.parent,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    deals = pl.read_csv(tmp_path / "deals.csv", infer_schema=False)
    assert deals.height == 300
    assert {"deal_id", "stage", "created_at", "expected_close_date", "outcome"} <= set(deals.columns)
    assert (tmp_path / "funnel.toml").is_file()


def test_deals_without_a_folder_are_refused() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "sample_data", "--deals", "10"],
        capture_output=True,
        text=True,
        cwd=FOLDER.parent,
        check=False,
    )
    assert made.returncode == 2
    assert "belong together" in made.stderr
