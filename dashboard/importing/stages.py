"""Which list of stages is in force: the settings', the export's own, a shipped preset, else what the data show."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

import duckdb

from dashboard.importing import deduction, presets
from dashboard.importing.presets import folded, kind_of
from dashboard.settings import STAGE_KINDS, Settings, Stage

DEFAULT_PIPELINE = "default"
_TRUE = ("true", "1", "yes", "t", "y", "是")
SETTINGS, EXPORT, PRESET, DEDUCED = "settings", "export", "preset", "deduced"

Used = dict[tuple[str | None, str], int]
StageRow = tuple[str | float | bool | None, ...]


@dataclass(frozen=True)
class PipelineStages:
    """The list of one pipeline and, in words, where it is from; without stages where they must be deduced.

    `spelling` then holds the stages used, by folded name.
    """

    name: str
    stages: tuple[Stage, ...]
    origin: str
    words: str
    aliases: tuple[str, ...] = ()
    spelling: dict[str, str] = field(default_factory=dict)

    @functools.cached_property
    def names(self) -> dict[str, str]:
        """Canonical names by folded name or alias; a name wins over another stage's alias."""
        found = {folded(alias): stage.name for stage in self.stages for alias in stage.aliases}
        return found | {folded(stage.name): stage.name for stage in self.stages} | self.spelling


@dataclass(frozen=True)
class StageList:
    """The lists of all pipelines; the first one is that of deals without a pipeline. See `choose`."""

    pipelines: tuple[PipelineStages, ...]

    @property
    def source(self) -> str:
        """Which list is used, in words: one where all pipelines agree, else pipeline by pipeline."""
        words = list(dict.fromkeys(each.words for each in self.pipelines))
        if len(words) == 1:
            return words[0]
        return "; ".join(f"{each.name}: {each.words}" for each in self.pipelines)

    @property
    def default_pipeline(self) -> str:
        """The pipeline of deals without one."""
        return self.pipelines[0].name

    def pipeline(self, name: str | None) -> PipelineStages | None:
        """The list of a pipeline, by name or alias in any case or width; None's is the default's."""
        if name is None or not name.strip():
            return self.pipelines[0]
        wanted = folded(name)
        return next((each for each in self.pipelines if wanted in map(folded, (each.name, *each.aliases))), None)

    def canonical_pipeline(self, name: str | None) -> str | None:
        """The name under which a pipeline is listed; an unlisted one, and none, as it is."""
        found = self.pipeline(name) if name and name.strip() else None
        return found.name if found else name

    def canonical(self, pipeline: str | None, text: str) -> str | None:
        """The stage's name in the list; None where the list does not know it.

        Without a pipeline the default's list is asked first, then the others': a history often does not repeat it.
        """
        own = self.pipeline(pipeline)
        asked = [own] if own else []
        if pipeline is None or not pipeline.strip():
            asked += [each for each in self.pipelines if each is not own]
        return next((each.names[folded(text)] for each in asked if folded(text) in each.names), None)


def choose(settings: Settings, crm: str | None, used: Used, exported: list[dict[str, str]] | None = None) -> StageList:
    """Choose the list of every pipeline that the settings, the export's stage table or the data name.

    `used` counts rows by pipeline and stage as exported; `crm` is the export most deals come from; `exported` holds
    the rows of a stage table as text, by the columns of queries/tables/stages.sql and, where there are any, alias,
    is_won and is_closed.
    """
    own_lists = _exported(exported or [])
    names = _pipeline_names(settings, own_lists, used)
    bare = StageList(tuple(PipelineStages(name, (), DEDUCED, "", _aliases(settings, name)) for name in names))
    return StageList(tuple(_list_of(each, bare, settings, crm, used, own_lists) for each in bare.pipelines))


def stage_table(connection: duckdb.DuckDBPyConnection, stage_list: StageList) -> list[StageRow]:
    """The rows of table stages, in its column order: the lists in force, then stages that only the loaded deals name.

    Reads deals and deal_history, whose stages are canonical by now.
    """
    found = deduction.stages_in_use(connection, stage_list.default_pipeline)
    rows: list[StageRow] = []
    for pipeline in stage_list.pipelines:
        used = found.pop(pipeline.name, {})
        stages = pipeline.stages or deduction.deduced(connection, stage_list.default_pipeline, pipeline.name, used)
        rows += _rows(pipeline, stages, used)
    for name, used in sorted(found.items()):
        rows += [_unlisted(name, stage) for stage in used.values()]
    return rows


def _rows(pipeline: PipelineStages, stages: tuple[Stage, ...], used: dict[str, deduction.InUse]) -> list[StageRow]:
    rows: list[StageRow] = []
    order = 0
    for stage in stages:
        order += stage.kind == "open"
        probability = {"won": 1.0, "lost": 0.0}.get(stage.kind, stage.probability)
        if probability is None and pipeline.origin != SETTINGS and stage.name in used:
            probability = used[stage.name].probability
        place = order if stage.kind == "open" else None
        rows.append(
            (
                pipeline.name,
                stage.name,
                place,
                stage.kind,
                probability,
                stage.expected_days,
                True,
                *stage.texts.values(),
            )
        )
    listed = {stage.name for stage in stages}
    return rows + [_unlisted(pipeline.name, stage) for name, stage in used.items() if name not in listed]


def _unlisted(pipeline: str, stage: deduction.InUse) -> StageRow:
    probability = {"won": 1.0, "lost": 0.0}.get(stage.kind, stage.probability)
    return (pipeline, stage.name, None, stage.kind, probability, None, False, *Stage(stage.name).texts.values())


def _pipeline_names(settings: Settings, exported: dict[str, tuple[Stage, ...]], used: Used) -> list[str]:
    """Settings' pipelines, then the export's, then those of the data by use; "default" where nothing names one."""
    rows = Counter[str]()
    for (pipeline, _), number in used.items():
        rows[(pipeline or "").strip()] += number
    known = {folded(name): each.name for each in settings.pipelines for name in (each.name, *each.aliases)}
    for name in [*exported, *(each for each, _ in rows.most_common())]:
        if name:
            known.setdefault(folded(name), name)
    return list(dict.fromkeys([*(each.name for each in settings.pipelines), *known.values()])) or [DEFAULT_PIPELINE]


def _aliases(settings: Settings, name: str) -> tuple[str, ...]:
    return next((each.aliases for each in settings.pipelines if each.name == name), ())


def _list_of(
    bare: PipelineStages,
    lists: StageList,
    settings: Settings,
    crm: str | None,
    used: Used,
    exported: dict[str, tuple[Stage, ...]],
) -> PipelineStages:
    name, aliases = bare.name, bare.aliases
    configured = next((each.stages for each in settings.pipelines if each.name == name), ())
    if configured:
        return PipelineStages(name, configured, SETTINGS, "the stages of funnel.toml", aliases)
    wanted = set(map(folded, (name, *aliases)))
    own = next((each for pipeline, each in exported.items() if folded(pipeline) in wanted), exported.get("", ()))
    if own:
        return PipelineStages(name, own, EXPORT, "the export's own stage table", aliases)
    texts = _texts(bare, lists, used)
    preset = presets.fitting(crm, texts)
    if preset:
        stages = presets.as_used(preset, texts)
        return PipelineStages(name, stages, PRESET, f'the shipped stages "{preset.name}"', aliases)
    spelling: dict[str, str] = {}
    for text, _ in texts.most_common():
        spelling.setdefault(folded(text), text)
    return PipelineStages(name, (), DEDUCED, "stages deduced from the data", aliases, spelling)


def _texts(pipeline: PipelineStages, lists: StageList, used: Used) -> Counter[str]:
    """How often a pipeline's stage texts are used.

    Rows that name no pipeline are the default's, but a text that some named pipeline uses is taken for that one's.
    """
    named = {folded(text) for name, text in used if name and name.strip()}
    texts = Counter[str]()
    for (name, text), rows in used.items():
        is_elsewhere = not (name and name.strip()) and folded(text) in named
        if text.strip() and not is_elsewhere and lists.pipeline(name) is pipeline:
            texts[text.strip()] += rows
    return texts


def _exported(rows: list[dict[str, str]]) -> dict[str, tuple[Stage, ...]]:
    """The export's own stage table by pipeline ("" where it has none), stages by their order."""
    numbers = [_number(row.get("probability")) for row in rows]
    is_percent = any(number is not None and number > 1 for number in numbers) or any(
        "%" in (row.get("probability") or "") for row in rows
    )
    found: dict[str, list[tuple[float, Stage]]] = {}
    for position, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        name, alias = ((row.get(column) or "").strip() for column in ("stage", "alias"))
        if not name:
            continue
        stage = Stage(
            name=name,
            probability=number / 100 if number is not None and is_percent else number,
            kind=_kind(row),
            aliases=(alias,) if alias else (),
            expected_days=_number(row.get("expected_days")),
            **{text: (row.get(text) or "").strip() or None for text in Stage(name).texts},
        )
        place = _number(row.get("stage_order"))
        found.setdefault((row.get("pipeline") or "").strip(), []).append((position if place is None else place, stage))
    return {name: tuple(stage for _, stage in sorted(each, key=lambda one: one[0])) for name, each in found.items()}


def _kind(row: dict[str, str]) -> str:
    """The kind as given, else by the flags is_won and is_closed, else by the stage's name."""
    kind = (row.get("kind") or "").strip().casefold()
    if kind in STAGE_KINDS:
        return kind
    won, closed = ((row.get(flag) or "").strip().casefold() for flag in ("is_won", "is_closed"))
    if won in _TRUE:
        return "won"
    return "lost" if closed in _TRUE else kind_of(row["stage"])


def _number(text: str | None) -> float | None:
    try:
        return float(unicodedata.normalize("NFKC", text or "").replace("%", "").strip())
    except ValueError:
        return None
