"""Known deals written as exports in any dialect: the same rows, many files, and whether a file tells how to read it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
from hypothesis import strategies as st

OWN = ("deal_id", "name", "stage", "amount", "probability", "created_at", "closed_at", "is_deleted", "outcome")
CHINESE = ("项目编号", "项目名称", "项目阶段", "金额", "赢率", "创建日期", "成交日期", "是否删除", "结果")
WORDS = {"open": "进行中", "won": "赢单", "lost": "输单"}
BOOLEANS = (
    ("1", "0"),
    ("TRUE", "FALSE"),
    ("yes", "no"),
    ("是", "否"),
    ("Y", "N"),
    ("t", "f"),
    ("Ja", "Nein"),
    ("x", ""),
)
DELIMITERS = (",", ";", "\t", "|", "^")
FORMATS = ("csv", "csv", "csv", "jsonl", "json", "xlsx", "parquet")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1252")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS: dict[str, tuple[str | None, Callable[[dt.date], str]]] = {
    "iso": (None, lambda day: f"{day:%Y-%m-%d}"),
    "slashes": (None, lambda day: f"{day.year}/{day.month}/{day.day}"),
    "dots": (None, lambda day: f"{day.year}.{day.month}.{day.day}"),
    "chinese": (None, lambda day: f"{day.year}年{day.month}月{day.day}日"),
    "compact": (None, lambda day: f"{day:%Y%m%d}"),
    "words": (None, lambda day: f"{day.day}-{MONTHS[day.month - 1]}-{day:%y}"),
    "day first": ("dmy", lambda day: f"{day:%d/%m/%Y}"),
    "day first, dots": ("dmy", lambda day: f"{day.day}.{day.month}.{day.year}"),
    "month first": ("mdy", lambda day: f"{day.month}/{day.day}/{day.year}"),
}
CLOCKS: tuple[Callable[[dt.datetime], str], ...] = (
    lambda at: "",
    lambda at: f" {at:%H:%M}",
    lambda at: f" {at:%H:%M:%S}",
    lambda at: f" {at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}",
)


def _european(amount: Decimal, decimals: bool) -> str:
    text = f"{amount:,.2f}" if decimals else f"{amount:,.0f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


AMOUNTS: dict[str, Callable[[Decimal], str]] = {
    "plain": lambda amount: f"{amount}",
    "grouped": lambda amount: f"{amount:,.2f}",
    "money": lambda amount: f"{'-' if amount < 0 else ''}¥{abs(amount):,.2f}",
    "accounting": lambda amount: f"({-amount:,.2f})" if amount < 0 else f"${amount:,.2f} ",
    "european": lambda amount: _european(amount, decimals=True),
    "euros": lambda amount: f"€ {_european(amount, decimals=True)}",
    "european whole": lambda amount: _european(amount, decimals=False),
    "ten thousands": lambda amount: f"{amount / 10_000:f}万",
}
SHARES: dict[str, Callable[[int], str]] = {
    "percent": str,
    "sign": lambda share: f"{share} %",
    "fraction": lambda share: f"{share / 100:.2f}",
}


@dataclass(frozen=True)
class Deal:
    """What is known; `created_at` has minutes or, in an export without times, is a day."""

    name: str
    stage: str
    amount: Decimal | None
    share: int | None
    created_at: dt.datetime
    closed_on: dt.date | None
    is_deleted: bool
    outcome: str


@dataclass(frozen=True)
class Written:
    """An export of deals: how it is written, and what a person would answer if asked."""

    deals: tuple[Deal, ...]
    form: str
    delimiter: str
    quotes: int
    line_end: str
    encoding: str
    is_chinese: bool
    days: str
    clock: int
    amounts: str
    shares: str
    booleans: tuple[str, str]
    title: bool

    def cells(self) -> list[list[str]]:
        """The rows as texts."""
        order, day = DAYS[self.days][1], CLOCKS[self.clock]
        yes, no = self.booleans
        return [
            [
                f"D{number:03}",
                each.name,
                each.stage,
                "" if each.amount is None else AMOUNTS[self.amounts](each.amount),
                "" if each.share is None else SHARES[self.shares](each.share),
                order(each.created_at.date()) + day(each.created_at),
                "" if each.closed_on is None else order(each.closed_on),
                yes if each.is_deleted else no,
                WORDS[each.outcome] if self.is_chinese else each.outcome,
            ]
            for number, each in enumerate(self.deals)
        ]

    @property
    def file_name(self) -> str:
        """The file's name."""
        return f"deals.{self.form}"

    def content(self) -> bytes:
        """The file's bytes."""
        header, rows = list(CHINESE if self.is_chinese else OWN), self.cells()
        if self.form in ("jsonl", "json"):
            objects = [json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False) for row in rows]
            text = "\n".join(objects) + "\n" if self.form == "jsonl" else "[" + ",\n".join(objects) + "]"
            return text.encode("utf-8")
        if self.form in ("xlsx", "parquet"):
            frame = pl.DataFrame(rows, schema=header, orient="row")
            file = io.BytesIO()
            _ = frame.write_excel(file) if self.form == "xlsx" else frame.write_parquet(file)
            return file.getvalue()
        file = io.StringIO()
        writer = csv.writer(file, delimiter=self.delimiter, quoting=self.quotes, lineterminator=self.line_end)
        if self.title:
            file.write(f"Open deals{self.line_end}{self.line_end}")
        writer.writerow(header)
        writer.writerows(rows)
        return file.getvalue().encode(self.encoding)

    @property
    def needs_order(self) -> bool:
        """Whether no date of the file proves which of its numbers is the day."""
        if DAYS[self.days][0] is None:
            return False
        days = [each.created_at.date() for each in self.deals] + [
            each.closed_on for each in self.deals if each.closed_on
        ]
        return all(day.day <= 12 for day in days) and any(day.day != day.month for day in days)

    @property
    def needs_mark(self) -> bool:
        """Whether every dot among the amounts might part thousands or decimals, and some does."""
        if self.amounts != "european whole":
            return False
        texts = [AMOUNTS[self.amounts](each.amount) for each in self.deals if each.amount is not None]
        proven = [text for text in texts if text.count(".") > 1]
        return not proven and any(re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text) for text in texts)

    @property
    def answers(self) -> str:
        """The settings of a person who knows the file."""
        lines = ["[[mapping]]", f'file = "{self.file_name}"']
        if self.needs_order:
            lines.append(f'date_order = "{DAYS[self.days][0]}"')
        if self.needs_mark:
            lines.append('decimal_mark = ","')
        if self.encoding == "cp1252":
            lines.append('encoding = "cp1252"')
        return "\n".join(lines)

    def expected(self) -> list[tuple]:
        """The rows of the table."""
        return [
            (
                f"D{number:03}",
                each.name,
                each.stage,
                each.amount,
                None if each.share is None else each.share / 100,
                each.created_at if self.clock else dt.datetime.combine(each.created_at.date(), dt.time()),
                each.closed_on,
                each.is_deleted if each.is_deleted or self.booleans[1] else None,
                each.outcome,
            )
            for number, each in enumerate(self.deals)
        ]


def _names(encoding: str) -> st.SearchStrategy[str]:
    letters = {"gb18030": "aZ 3-/杭州茶叶泵阀", "cp1252": "aZ 3-/éüñÉß"}.get(encoding, "aZ 3-/\"';,|\n\t杭州éüß🙂=@")
    return st.text(letters, min_size=1, max_size=12).map(lambda text: f"N{text.strip()}x")


@st.composite
def exports(draw: st.DrawFn) -> Written:
    """An export of one to thirty deals in a dialect of its own."""
    form = draw(st.sampled_from(FORMATS))
    encoding = draw(st.sampled_from(ENCODINGS)) if form == "csv" else "utf-8"
    is_chinese = encoding != "cp1252" and draw(st.booleans())
    delimiter = draw(st.sampled_from(DELIMITERS))
    amounts = draw(st.sampled_from([each for each in AMOUNTS if encoding != "cp1252" or each != "ten thousands"]))
    days = draw(st.sampled_from([each for each in DAYS if encoding != "cp1252" or each != "chinese"]))
    booleans = draw(st.sampled_from([each for each in BOOLEANS if encoding != "cp1252" or each[0] != "是"]))
    whole = amounts == "european whole"
    cents = st.integers(-5_000_000 if amounts in ("plain", "money", "accounting") else 0, 500_000_000)
    deal = st.builds(
        Deal,
        name=_names(encoding),
        stage=st.sampled_from(("Alpha", "Beta") if encoding == "cp1252" else ("Alpha", "甲", "Beta")),
        amount=st.none() | cents.map(lambda each: Decimal(each // 100 if whole else each) / (1 if whole else 100)),
        share=st.none() | st.integers(2, 100),
        created_at=st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2026, 6, 30)).map(
            lambda at: at.replace(second=0, microsecond=0, fold=0)
        ),
        closed_on=st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2026, 6, 30)),
        is_deleted=st.booleans(),
        outcome=st.sampled_from(("open", "won", "lost")),
    )
    return Written(
        deals=tuple(draw(st.lists(deal, min_size=1, max_size=30))),
        form=form,
        delimiter=delimiter,
        quotes=draw(st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))),
        line_end=draw(st.sampled_from(("\n", "\r\n"))),
        encoding=encoding,
        is_chinese=is_chinese,
        days=days,
        clock=draw(st.sampled_from(range(len(CLOCKS)))),
        amounts=amounts,
        shares=draw(st.sampled_from(list(SHARES))),
        booleans=booleans,
        title=form == "csv" and draw(st.booleans()),
    )
