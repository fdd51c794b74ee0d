"""Stages and pipelines of a reading under the names of the stage list in force."""

from __future__ import annotations

import duckdb

from dashboard.importing import columns, frames
from dashboard.importing.columns import Column
from dashboard.importing.presets import kind_of
from dashboard.importing.reading import Reading
from dashboard.importing.stages import StageList


def settle(connection: duckdb.DuckDBPyConnection, reading: Reading, stages: StageList) -> None:
    """Give stages and pipelines the names of the stage list, and a date that only closed deals have its condition."""
    pipeline = reading.columns.get("pipeline")
    named = f"{pipeline.text}::text" if pipeline else "null::text"
    for name in ("stage", "old_stage"):
        column = reading.columns.get(name)
        if column is None or column.kind != "stage" or not column.nonblank:
            continue
        pairs = connection.execute(f"select distinct {named}, {column.text}::text {reading.from_clause}").fetchall()
        kinds, changed = [], []
        for pipeline_name, text in pairs:
            if text is None:
                continue
            new = stages.canonical(pipeline_name, text) or text
            kinds.append((pipeline_name, text, _stage_kind(stages, pipeline_name, new)))
            if new != text:
                changed.append((pipeline_name, text, new))
        kind = None
        if name == "stage" and any(rule.name == "when_closed" for rule in reading.mapping.rules.values()):
            kind = _pair_map(connection, reading, column, named, kinds)
        if changed:
            column.value = f"coalesce({_pair_map(connection, reading, column, named, changed)}, {column.value})"
        if kind:
            _only_when_closed(reading, kind)
    if pipeline and pipeline.nonblank:
        canonical = stages.canonical_pipeline
        columns.replace_texts(
            connection,
            reading.source,
            pipeline,
            reading.map_name(),
            reading.joins,
            lambda text: canonical(text) or text,
        )
        pipeline.finish()


def _pair_map(
    connection: duckdb.DuckDBPyConnection,
    reading: Reading,
    column: Column,
    pipeline: str,
    rows: list[tuple[str | None, str, str]],
) -> str:
    """Join values by pipeline and text, since one name may mean different stages in two pipelines; SQL of the value."""
    name = reading.map_name()
    frames.create(connection, name, "pipeline text, text text, value text", rows)
    column.joins.append(
        f"left join {name} on {name}.text = {column.text}::text and {name}.pipeline is not distinct from {pipeline}"
    )
    return f"{name}.value"


def _stage_kind(stages: StageList, pipeline: str | None, stage: str) -> str:
    listed = stages.pipeline(pipeline)
    known = next((each.kind for each in listed.stages if each.name == stage), None) if listed else None
    return known or kind_of(stage)


def _only_when_closed(reading: Reading, kind_of_stage: str) -> None:
    outcome = reading.columns.get("outcome")
    state = f"coalesce({outcome.value}, {kind_of_stage})" if outcome else kind_of_stage
    for name, rule in reading.mapping.rules.items():
        if rule.name == "when_closed":
            column = reading.columns[name]
            column.value = f"case when {state} in ('won', 'lost') then {column.value} end"
