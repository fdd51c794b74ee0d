"""What stages mean beside what stands in them: stage_playbook."""

from __future__ import annotations

from tests.oracle.company import Company, Row
from tests.oracle.conversion import stage_conversion
from tests.oracle.dwell import stage_dwell
from tests.oracle.funnel import funnel_width
from tests.oracle.scope import Scope
from tests.oracle.settings import TEXTS


def stage_playbook(company: Company, scope: Scope) -> list[Row]:
    def by_place(rows: list[Row]) -> dict[object, Row]:
        return {(row["pipeline"], row["stage"]): row for row in rows}

    dwell, conversion = by_place(stage_dwell(company, scope)), by_place(stage_conversion(company, scope))
    rows = []
    for place, row in by_place(funnel_width(company, scope)).items():
        if row["stage"] is None:
            continue
        stage = company.stage(*place)
        rows.append(
            {
                **{name: row[name] for name in ("pipeline", "stage_order", "stage")},
                **{name: stage.get(name) for name in ("probability", *TEXTS, "expected_days")},
                "median_days": dwell[place]["median_days"],
                **{name: conversion[place][name] for name in ("resolved_conversion", "advanced", "lost")},
                **{name: row[name] for name in ("deals", "amount", "stalled_deals")},
            }
        )
    return rows
