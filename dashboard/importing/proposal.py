"""A proposal for funnel.toml: a starting `[[mapping]]` per file that wants a person, and stage lists from the data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, InlineTable
from tomlkit.items import Table as TomlTable

from dashboard.importing.recognition import UNKNOWN, HeaderUse, Recognised
from dashboard.importing.report import Report, Spelling
from dashboard.settings import Pipeline, Stage

FILE = "funnel.proposed.toml"
_HEAD = (
    "A proposal, written by a dry run of `funnel import`. Nothing in it is in force.",
    "Check every line, correct it, and copy what is right into funnel.toml.",
)
# A second column may be made of a header that another one has only where it is named almost so.
_SHARED_FROM = 95
_PAIRS = ({"closed_at", "expected_close_date"}, {"name", "account_id"}, {"name", "product_id"}, {"name", "rep_id"})


def text(report: Report) -> str:
    """The proposal as TOML; "" where nothing wants a person."""
    mappings = [each for each in report.recognised if each.wants_a_person and each.table]
    if not mappings and not report.proposed_pipelines and not report.spellings:
        return ""
    document = tomlkit.document()
    for line in _HEAD:
        document.add(tomlkit.comment(line))
    if mappings or report.spellings:
        document["mapping"] = _mappings(mappings, report.spellings)
    if report.proposed_pipelines:
        document["pipelines"] = _pipelines(report.proposed_pipelines)
    return tomlkit.dumps(document)


def write(folder: Path, proposed: str) -> Path:
    """Write a proposal into a folder under a name nobody has used; one with the same words is not written again."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        path = folder / (FILE if number == 1 else FILE.replace(".toml", f"-{number}.toml"))
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(proposed)
            return path
        except FileExistsError:
            if path.read_text(encoding="utf-8", errors="replace") == proposed:
                return path
            number += 1


def guessed(found: Recognised) -> dict[str, tuple[str, float]]:
    """The likeliest header for every column of the file's table that nothing feeds, with its likeness; every header
    once, but for columns that often are one."""
    pairs = [
        (likeness, column, each.header)
        for each in found.headers
        for column, likeness in each.suggestions
        if column in found.missing
    ]
    chosen: dict[str, tuple[str, float]] = {}
    for likeness, column, header in sorted(pairs, key=lambda pair: -pair[0]):
        others = [name for name, (other, _) in chosen.items() if other == header]
        may_share = likeness >= _SHARED_FROM and all({name, column} in _PAIRS for name in others)
        if column not in chosen and (not others or may_share):
            chosen[column] = (header, likeness)
    return chosen


def _mappings(found: Sequence[Recognised], spellings: Sequence[Spelling]) -> AoT:
    listed = tomlkit.aot()
    for each in found:
        listed.append(_mapping(each))
    if spellings:
        listed.append(_values(spellings))
    return listed


def _mapping(found: Recognised) -> TomlTable:
    mapping = tomlkit.table()
    mapping.add("file", found.file)
    mapping.add("table", found.table)
    if found.certainty == UNKNOWN:
        mapping.add(tomlkit.comment("Nothing recognised the file: the table and every column are guesses."))
    else:
        mapping.add("on_top", True)
        mapping.add(tomlkit.comment(f"Over what was recognised: {found.mapping}."))
    missing = [name for name in found.required if name not in guessed(found)]
    for name in missing:
        mapping.add(tomlkit.comment(f"Every row needs {name}: which header holds it?"))
    columns = tomlkit.table()
    chosen = guessed(found)
    for column in (name for name in found.missing if name in chosen):
        header, likeness = chosen[column]
        columns.add(column, header)
        columns[column].comment(_why(found, header, likeness))
    for each in found.headers:
        if not each.columns and each.header not in {header for header, _ in chosen.values()}:
            columns.add(tomlkit.comment(_unused(each)))
    mapping.add("columns", columns)
    return mapping


def _why(found: Recognised, header: str, likeness: float) -> str:
    example = next((each.example for each in found.headers if each.header == header), "")
    return f"{likeness:.0f} % alike" + (f", such as {_short(example)}" if example else "")


def _unused(use: HeaderUse) -> str:
    example = f", such as {_short(use.example)}" if use.example else ""
    alike = ", ".join(name for name, _ in use.suggestions)
    return f"{_short(use.header)}{example}: " + (f"perhaps {alike}" if alike else "kept as it is")


def _values(spellings: Sequence[Spelling]) -> TomlTable:
    mapping = tomlkit.table()
    mapping.add("file", "*")
    mapping.add(tomlkit.comment("Spellings that differ only in capitals and spaces; delete those that are two things."))
    values = tomlkit.table()
    for column in dict.fromkeys(each.column for each in spellings):
        table = tomlkit.table()
        for each in (one for one in spellings if one.column == column):
            table.add(each.spelt, each.usual)
            table[each.spelt].comment(f"{each.amount:,.2f} at stake" if each.amount is not None else "no amount known")
        values.add(column, table)
    mapping.add("values", values)
    return mapping


def _pipelines(proposed: Sequence[Pipeline]) -> AoT:
    listed = tomlkit.aot()
    for pipeline in proposed:
        table = tomlkit.table()
        table.add("name", pipeline.name)
        if pipeline.aliases:
            table.add("aliases", list(pipeline.aliases))
        stages = tomlkit.array()
        for stage in pipeline.stages:
            stages.append(_stage(stage))
        table.add("stages", stages.multiline(True))
        listed.append(table)
    return listed


def _stage(stage: Stage) -> InlineTable:
    written = tomlkit.inline_table()
    written.add("name", stage.name)
    if stage.kind != "open":
        written.add("kind", stage.kind)
    elif stage.probability is not None:
        written.add("probability", round(stage.probability, 4))
    if stage.aliases:
        written.add("aliases", list(stage.aliases))
    if stage.expected_days is not None:
        written.add("expected_days", stage.expected_days)
    for name in stage.texts:
        if (text := getattr(stage, name)) is not None:
            written.add(name, text)
    return written


def _short(value: str) -> str:
    line = " ".join(value.split())
    return f'"{line[:40]}…"' if len(line) > 40 else f'"{line}"'
