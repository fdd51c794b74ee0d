"""What funnel.toml says about single files: `[[mapping]]`, which header feeds which column and how values are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.toml_table import Table

DATE_ORDERS = ("ymd", "mdy", "dmy")


@dataclass(frozen=True)
class Lookup:
    """Where a column's value is only a key: the file that spells it out.

    `file` is a glob on file names of the same import, `key` and `take` are headers of that file. A key that the file
    does not hold keeps the value as exported and is counted in the report.
    """

    file: str
    key: str
    take: str


@dataclass(frozen=True)
class FileMapping:
    """What to make of the files that a glob names; a tuple of headers is a key joined of them.

    With `columns` it stands in for whatever would recognise the file; `on_top` lays them over that instead, and a
    column with the header "" is left out. Without `columns` it answers questions and replaces values of a file that is
    recognised otherwise; `table` "" then is any table.
    """

    file: str
    table: str = ""
    decimal_mark: str | None = None
    date_order: str | None = None
    encoding: str | None = None
    on_top: bool = False
    columns: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    lookups: dict[str, Lookup] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether it says alone what the file is."""
        return bool(self.columns) and not self.on_top


def is_encoding(name: str) -> bool:
    """Whether a text can be read by that name."""
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def parse(table: Table) -> FileMapping:
    """One `[[mapping]]`. SettingsError says what is wrong where."""
    table.only(*FileMapping.__dataclass_fields__)
    is_on_top = table.flag("on_top", False)
    columns: dict[str, str | tuple[str, ...]] = {}
    given = table.table("columns")
    for key, value in given.content.items():
        if isinstance(value, list):
            columns[key] = given.texts(key)
        else:
            columns[key] = "" if is_on_top and value == "" else given.text(key)
    values = {key: table.table("values").mapping(key) for key in table.table("values").content}
    lookups = {}
    for key in table.table("lookups").content:
        lookup = table.table("lookups").table(key)
        lookup.only("file", "key", "take")
        lookups[key] = Lookup(lookup.text("file"), lookup.text("key"), lookup.text("take"))
    return FileMapping(
        file=table.text("file"),
        table=table.text("table") if columns and not is_on_top else table.optional_text("table") or "",
        decimal_mark=table.one_of("decimal_mark", (".", ","), "") or None,
        date_order=table.one_of("date_order", DATE_ORDERS, "") or None,
        encoding=_encoding(table),
        on_top=is_on_top,
        columns=columns,
        values=values,
        lookups=lookups,
    )


def _encoding(table: Table) -> str | None:
    name = table.optional_text("encoding")
    if name is not None and not is_encoding(name):
        raise table.wrong("encoding", name, 'the name of an encoding, such as "cp1252", "big5" or "shift_jis"')
    return name
