"""A stage list for pipelines whose stages nobody configured: the whole list, in an order that the data show."""

from __future__ import annotations

import duckdb

from dashboard.importing import deduction
from dashboard.importing.deduction import InUse
from dashboard.importing.stages import PipelineStages, StageList
from dashboard.settings import Pipeline, Stage


def proposed(connection: duckdb.DuckDBPyConnection, stage_list: StageList) -> tuple[Pipeline, ...]:
    """The pipelines with a stage that no list names, and those whose list was deduced, each with all its stages.

    Known stages keep their order; an unknown one follows the stage that comes before it in the histories, else by
    probability, else it comes last. Reads deals and deal_history, whose stages are canonical by now.
    """
    found = deduction.stages_in_use(connection, stage_list.default_pipeline)
    listed = {each.name: each for each in stage_list.pipelines}
    names = [*listed, *(name for name in sorted(found) if name not in listed)]
    whole = []
    for name in names:
        used, known = found.get(name, {}), listed.get(name)
        unknown = set(used) - {stage.name for stage in known.stages} if known else set(used)
        if unknown:
            order = deduction.deduced(connection, stage_list.default_pipeline, name, used)
            whole.append(Pipeline(name, _merged(known, order, used), known.aliases if known else ()))
    return tuple(whole)


def _merged(known: PipelineStages | None, order: tuple[Stage, ...], used: dict[str, InUse]) -> tuple[Stage, ...]:
    stages_known = known.stages if known else ()
    open_stages = [stage for stage in stages_known if stage.kind == "open"]
    closed = [stage for stage in stages_known if stage.kind != "open"]
    placed = [stage.name for stage in order if stage.kind == "open"]
    for stage in order:
        if stage.kind != "open":
            closed += [stage] if stage.name not in {each.name for each in closed} else []
        elif stage.name not in {each.name for each in open_stages}:
            open_stages.insert(_place(stage.name, placed, [each.name for each in open_stages]), stage)
    named = {stage.name for stage in (*open_stages, *closed)}
    rest = [Stage(name, each.probability, each.kind) for name, each in used.items() if name not in named]
    open_stages += [stage for stage in rest if stage.kind == "open"]
    closed += [stage for stage in rest if stage.kind != "open"]
    return (*open_stages, *sorted(closed, key=lambda each: each.kind != "won"))


def _place(name: str, placed: list[str], so_far: list[str]) -> int:
    """Where a stage goes: after the nearest known one that comes before it, else before the next that comes after."""
    position = placed.index(name)
    before = [each for each in placed[:position] if each in so_far]
    if before:
        return so_far.index(before[-1]) + 1
    after = [each for each in placed[position + 1 :] if each in so_far]
    return so_far.index(after[0]) if after else len(so_far)
