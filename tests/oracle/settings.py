"""A company read from a folder of own-table CSVs with its funnel.toml."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from tests.oracle.company import Company, Row, read_folder

_NAMES = ("definition", "recognise", "exit_criteria", "advice")
TEXTS = tuple(f"{name}{language}" for name in _NAMES for language in ("", "_zh"))


def _other(text: str) -> str:
    """The same text in the other language."""
    return text.removesuffix("_zh") if text.endswith("_zh") else f"{text}_zh"


def stage_rows(pipelines: list[dict[str, object]]) -> list[Row]:
    """The stage list of funnel.toml as rows of `stages`: the open ones are counted from 1."""
    rows: list[Row] = []
    for pipeline in pipelines:
        order = 0
        for stage in pipeline["stages"]:
            kind = stage.get("kind", "open")
            order += kind == "open"
            rows.append(
                {
                    "pipeline": pipeline["name"],
                    "stage": stage["name"],
                    "stage_order": order if kind == "open" else None,
                    "kind": kind,
                    "probability": stage.get("probability", {"won": 1.0, "lost": 0.0}.get(kind)),
                    "expected_days": stage.get("expected_days"),
                    "is_configured": True,
                    **{text: stage.get(text, stage.get(_other(text))) for text in TEXTS},
                }
            )
    return rows


def read_company(folder: Path, exported_on: date) -> Company:
    with (folder / "funnel.toml").open("rb") as file:
        settings = tomllib.load(file)
    reporting, rules = settings.get("reporting", {}), settings.get("rules", {})
    return Company(
        tables=read_folder(folder),
        exported_on=exported_on,
        stages=stage_rows(settings["pipelines"]),
        currency=reporting.get("currency", "CNY"),
        fiscal_year_start_month=reporting.get("fiscal_year_start_month", 1),
        cycle_basis_wins=rules.get("cycle_basis_wins", 20),
        attribution_window_days=rules.get("attribution_window_days", 365),
        cooling_off_days=rules.get("cooling_off_days", 0),
    )
