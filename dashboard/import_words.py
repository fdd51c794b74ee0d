"""What an import told about files, columns and rows, in the reader's words: the import itself speaks English."""

from __future__ import annotations

import functools
import re

import polars as pl

from dashboard import catalog
from dashboard.import_phrases import PHRASES
from dashboard.reader import Reader

# What an import writes, and the message that says it in the reader's language.
_SAID = {
    r"is missing": "refused.missing",
    r"is not an amount": "refused.amount",
    r"is too large for an amount": "refused.too_large",
    r"is not a number": "refused.number",
    r"is not a date": "refused.date",
    r"is not a date between 1900 and 2199": "refused.century",
    r"is a day that no calendar has": "refused.calendar",
    r"is a spreadsheet's day number, not a date": "refused.day_number",
    r"is neither yes nor no": "refused.yes_no",
    r"is not between 0 and 100 %": "refused.percent",
    r"is a total, not a row": "refused.total",
    r"is none of (?P<known>.+); say under \[\[mapping\]\] values what it means": "refused.none_of",
    r"same as line (?P<line>\d+)(?P<file>)": "refused.same",
    r"same as line (?P<line>\d+) of (?P<file>.+)": "refused.same_elsewhere",
    r"line (?P<line>\d+)(?P<file>) has the same key and was modified later": "refused.older",
    r"line (?P<line>\d+) of (?P<file>.+) has the same key and was modified later": "refused.older_elsewhere",
    r"line (?P<line>\d+)(?P<file>) has the same key and comes later": "refused.earlier",
    r"line (?P<line>\d+) of (?P<file>.+) has the same key and comes later": "refused.earlier_elsewhere",
    r"the row has more cells than the header": "refused.more_cells",
    r"the row has fewer cells than the header": "refused.fewer_cells",
    r"a quotation mark is not closed, or text follows it": "refused.quote",
    r"the line is not valid JSON": "refused.json",
    r"the line is not a JSON object": "refused.json_object",
    r"Dates are read year first\.": "told.ymd",
    r"Dates are read month first\.": "told.mdy",
    r"Dates are read day first\.": "told.dmy",
    r"(?P<rows>\d+) rows are no \w+ and were left to another table\.": "told.left",
    r"(?P<rows>\d+) rows repeat a deal for another of its lines; it counts once\.": "told.repeated",
    r"(?P<rows>\d+) blank rows were passed over\.": "told.blank",
    r"Read as (?P<encoding>\S+) text, as asked for\.": "told.encoding",
    r"(?P<count>\d+) cells hold an error and are read as empty: (?P<cells>.+)\.": "told.cell_errors",
    r"Hidden sheets were left out: (?P<sheets>.+)\.": "told.hidden",
    r"no table recognised its columns; it was left out": "told.unknown",
    r"used to look values up": "told.looked_up",
    r"the same content as (?P<file>.+); it was imported once": "told.repeat",
    r"(?P<known>.+): no table needs it; it was left out": "told.unneeded",
    r"own table \w+": "told.own",
    r"Read from (?P<where>\w+://.*?)\.": "told.live_from",
    r"Rows are called by their (?P<header>.+), not by lines\.": "told.live_ids",
    r"(?P<engine>\w+) is read with (?P<driver>\w+), which is not installed: (?P<command>.+)\.": "told.live_driver",
    r"(?P<where>\w+://.*?) cannot be reached: nothing answers there\.": "told.live_silent",
    r"(?P<where>\w+://.*?) cannot be reached: nobody knows that host\.": "told.live_host",
    r"(?P<where>\w+://.*?) cannot be reached: no answer within (?P<seconds>\d+) seconds\.": "told.live_late",
    r"(?P<where>\w+://.*?) cannot be reached: another program has locked it\.": "told.live_locked",
    r"(?P<where>\w+://.*?) cannot be reached: it is no SQLite database, or may not be opened\.": "told.live_no_file",
    r"(?P<where>\w+://.*?) cannot be reached: (?P<why>.+)\.": "told.live_unreachable",
    (
        r"(?P<where>\w+://.*?) asks for a password; give it in the environment, as part of the address or in "
        r"(?P<variable>\w+)\."
    ): "told.live_password",
    r"(?P<where>\w+://.*?) does not accept the user or the password\.": "told.live_rejected",
    r"There is no database (?P<where>\w+://.*?)\.": "told.live_no_database",
    r"(?P<what>.+?: )?(?P<where>\w+://.*?) has no such table\.": "told.live_no_table",
    r"(?P<what>.+?: )?the user may not read it in (?P<where>\w+://.*?)\.": "told.live_forbidden",
    r"(?P<what>.+) is no query that only reads; nothing is ever changed in (?P<where>\w+://.*?)\.": "told.live_write",
    (
        r"(?P<what>.+?: )?(?P<where>\w+://.*?) took longer than (?P<seconds>\d+) seconds; timeout_seconds of "
        r"\[\[database\]\] allows more\."
    ): "told.live_slow",
    r"(?P<what>.+?): the connection to (?P<where>\w+://.*?) broke while it was read; .+": "told.live_lost",
    r"The connection to (?P<where>\w+://.*?) broke while it was read; .+": "told.live_broke",
    r"(?P<what>.+?: )?(?P<where>\w+://.*?) answers: (?P<why>.+)\.": "told.live_answers",
    r"No table of (?P<where>\w+://.*?) is recognised as deals; .+": "told.live_no_deals",
    (
        r"The address (?:in (?P<name>\w+)|of the database) cannot be read; "
        r"the signs (?P<signs>.+) of a name or password are written as (?P<codes>.+)\."
    ): "told.live_signs",
    (
        r"The address (?:in (?P<name>\w+)|of the database) begins with "
        r"none of (?P<known>.+)\."
    ): "told.live_scheme",
    (
        r"The address (?:in (?P<name>\w+)|of the database) has a parameter "
        r"that is not known; known are (?P<known>.+)\."
    ): "told.live_parameter",
    (
        r"The address (?:in (?P<name>\w+)|of the database) names no (?P<part>database|file); "
        r".+"
    ): "told.live_incomplete",
    (
        r"The address (?:in (?P<name>\w+)|of the database) has an sslmode that is none of (?P<known>.+)\."
    ): "told.live_sslmode",
    r"(?P<where>\w+://.*?) holds no table that this user may read\.": "told.live_empty",
    (
        r"The environment has no variable (?P<name>\w+), which is to hold the address of the database\."
    ): "told.live_no_address",
    r"The environment has no variable (?P<name>\w+), which is to hold a password\.": "told.live_no_secret",
    r"(?P<file>.+) is neither UTF-8 nor GB18030 text; line (?P<line>\d+) has (?P<read>.+?)\. .+": "told.letters_asked",
    r"The history rests on (?P<exports>[\d,]+) exports, (?P<start>\S+) to (?P<end>\S+) .+": "told.history_rests",
    (
        r"Deals since the export of (?P<before>\S+), (?P<days>\d+) days before: (?P<new>[\d,]+) new, "
        r"(?P<changed>[\d,]+) changed, (?P<gone>[\d,]+) no longer there\."
    ): "told.history_since",
    (
        r"Deals since the export of (?P<before>\S+), (?P<days>\d+) days before: (?P<new>[\d,]+) new, "
        r"(?P<changed>[\d,]+) changed, (?P<gone>[\d,]+) no longer there, (?P<again>[\d,]+) there again\."
    ): "told.history_since_again",
    (
        r"The disk is full: nothing was changed\. The workspace is (?P<workspace>.+), temporary files are in "
        r"(?P<folder>.+)\."
    ): "told.disk_full",
    r"Deals that are not in this export stay as they were, .+": "told.history_partial",
    r"The deals kept of the export of (?P<day>\S+) cannot be read .+": "told.history_lost",
    r"The export of (?P<newest>\S+) stays in force; this one of (?P<day>\S+) was .+": "told.history_older",
    r"The exports of (?P<before>\S+) and (?P<day>\S+) have no deal in common: .+": "told.history_anew",
    (
        r"(?P<gone>[\d,]+) of the (?P<deals>[\d,]+) deals of the export of (?P<before>\S+) are not in the one of "
        r"(?P<day>\S+)\. .+"
    ): "told.history_asked",
    r"The deals kept of the export in force, of (?P<day>\S+), cannot be read, .+": "told.history_in_force_lost",
    r"No deals were found in (?P<files>.+?)\. .+": "told.no_deals",
    r"(?P<file>.+) does not tell how to read \"(?P<text>.+)\" in (?P<header>.+); say which .+": "told.order_asked",
    r"(?P<file>.+) does not tell whether \"(?P<text>.+)\" in (?P<header>.+) has decimals .+": "told.mark_asked",
}
# The steps of an import in their order, each with how far it is when it begins.
_STEPS = {
    r"opening (?P<file>.+)": ("step.opening", 0.02),
    r"reading (?P<file>.+)": ("step.reading", 0.1),
    r"looking at (?P<file>.+)": ("step.looking", 0.3),
    r"checking (?P<file>.+)": ("step.checking", 0.45),
    r"loading (?P<file>.+)": ("step.loading", 0.55),
    r"comparing with the exports before": ("step.history", 0.65),
    r"deriving the history of every deal": ("step.deriving", 0.7),
    r"creating the views": ("step.views", 0.85),
    r"comparing with the version in force": ("step.comparing", 0.95),
}
_PATTERNS = [(re.compile(pattern), message_id) for pattern, message_id in {**_SAID, **PHRASES}.items()]


def told(text: str | None, reader: Reader) -> str | None:
    """A reason or note of the import in the reader's language; as it is where nobody translated it."""
    if text is None:
        return None
    for pattern, message_id in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            return reader.t(message_id, **found.groupdict(""))
    sentences = re.split(r"(?<=\.) (?=[A-Z0-9])", text)
    if len(sentences) > 1:
        return " ".join(told(each, reader) or "" for each in sentences)
    return text


def step(text: str, reader: Reader) -> str:
    """A step of an import in the reader's language."""
    for pattern, (message_id, _) in _STEPS.items():
        if found := re.fullmatch(pattern, text):
            return reader.t(message_id, **found.groupdict())
    return text or reader.t("step.beginning")


def progress(text: str) -> float:
    """How far an import is that does this step, 0 to 1: a rough share of the time, as sizes are not known before."""
    return next((share for pattern, (_, share) in _STEPS.items() if re.fullmatch(pattern, text)), 0.0)


def files(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """The imported files with mapping and note in words."""
    return _with_words(rows, reader, "mapping", "note")


def refusals(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """The refused rows with their reasons in words."""
    return _with_words(rows, reader, "reason")


def columns(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """The headers of the files with the names of the columns they became."""
    named = [
        reader.t("told.kept") if name is None else column_name(table or "", name, reader.language)
        for table, name in rows.select("table_name", "column_name").rows()
    ]
    return rows.with_columns(pl.Series("column_name", named, pl.String))


@functools.cache
def column_name(table: str, column: str, language: str) -> str:
    """A column of a table as the reader knows it: by its own label, else by the one that views give it."""
    for query in (catalog.query(table), *catalog.queries("views")):
        label, _, label_zh = query.labels.get(column, "").partition("|")
        if label:
            return (label_zh if language.startswith("zh") else label).strip()
    return column.replace("_", " ")


def _with_words(rows: pl.DataFrame, reader: Reader, *names: str) -> pl.DataFrame:
    return rows.with_columns(pl.Series(name, [told(each, reader) for each in rows[name]], pl.String) for name in names)
