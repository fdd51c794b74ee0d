"""What a header that nobody knows may mean: columns whose known names look alike. For people to choose from only."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from dashboard.importing import forms, headers

SUGGESTED_FROM = 75
_AT_MOST = 3
_LOOKED_AT = 150
# Shorter ones are part of too many words to say anything by that.
_LONG_ENOUGH = 4
# What people call columns in files of their own, beside the names of the forms; too common to be taken as a mapping.
_ALSO = {
    "deal_id": ("case id", "ticket", "order number", "单号", "订单号"),
    "name": ("title", "subject", "description", "名称"),
    "account_id": ("customer", "client", "company", "buyer", "甲方"),
    "rep_id": ("sales agent", "agent", "salesperson", "seller", "account manager", "handled by", "业务员", "跟单员"),
    "amount": ("value", "total", "price", "revenue", "总额", "金额"),
    "stage": ("phase", "step", "status", "进度"),
    "created_at": ("created", "opened", "start date", "engage date", "开始日期"),
    "changed_at": ("entered at", "changed", "date", "变更日"),
    "closed_at": ("end date", "finished", "完成日期"),
    "region": ("office", "territory", "area", "branch", "分公司"),
}
# Words in the names of files.
_FILES = {
    "deals": ("deal", "opportunit", "pipeline", "商机", "机会", "项目"),
    "deal_history": ("histor", "stage_change", "变更", "阶段记录"),
    "deal_lines": ("line", "item", "明细"),
    "accounts": ("account", "customer", "compan", "client", "客户"),
    "reps": ("rep", "team", "user", "owner", "staff", "员工", "人员"),
    "products": ("product", "产品"),
    "leads": ("lead", "线索"),
    "campaigns": ("campaign", "市场活动"),
    "activities": ("activit", "task", "event", "call", "拜访", "跟进"),
    "targets": ("target", "quota", "goal", "目标"),
    "invoices": ("invoice", "发票"),
    "payments": ("payment", "receipt", "回款", "收款"),
    "contracts": ("contract", "order", "合同", "订单"),
}
_INCOMPLETE, _SPOKEN_OF = 0.6, 1.5
_HAN = re.compile(r"[\u3400-\u9fff]")


def suggest(names: Sequence[str], table: str) -> dict[str, list[tuple[str, float]]]:
    """Headers that look like a column of the table, likeliest first, each with its likeness 0 to 100. Never applied."""
    found: dict[str, list[tuple[str, float]]] = {}
    for header in names:
        for column, likeness in columns_like(header, table):
            found.setdefault(column, []).append((header, likeness))
    return {column: sorted(pairs, key=lambda pair: -pair[1])[:_AT_MOST] for column, pairs in found.items()}


@functools.lru_cache(maxsize=20_000)
def columns_like(header: str, table: str) -> list[tuple[str, float]]:
    """Columns of a table that a header may be, likeliest first, each with its likeness 0 to 100. Not to be changed."""
    name = forms.normalise(header)
    every = [(column, _likeness(name, known)) for column, known in _names(table).items()]
    return sorted((pair for pair in every if pair[1] >= SUGGESTED_FROM), key=lambda pair: -pair[1])[:_AT_MOST]


def likely_table(file: str, names: Iterable[str]) -> str | None:
    """The table that a file nobody recognised most looks like: the one whose columns its headers resemble best, and
    that its own name speaks of. None where nothing resembles anything."""
    # A file of hundreds of columns tells by its first ones what it is.
    listed = list(names)[:_LOOKED_AT]
    best = max(headers.own_tables(), key=lambda table: _resemblance(file, listed, table))
    return best if _resemblance(file, listed, best) > 0 else None


def _resemblance(file: str, names: list[str], table: str) -> float:
    """The sum of likenesses, those of columns that every row needs twice; less where such a column is not found."""
    found, needed = suggest(names, table), headers.required(table)
    whole = sum(pairs[0][1] * (2 if column in needed else 1) for column, pairs in found.items())
    is_spoken_of = any(word in file.casefold() for word in _FILES.get(table, ()))
    return whole * (1.0 if needed <= found.keys() else _INCOMPLETE) * (_SPOKEN_OF if is_spoken_of else 1.0)


def _likeness(name: str, known: tuple[tuple[str, ...], tuple[str, ...]]) -> float:
    """The greatest likeness to one of the short and the long names; 0 below what is suggested."""
    short, long = known
    scorers = ((short, fuzz.ratio), (long, fuzz.ratio if _is_short(name) else fuzz.WRatio))
    found = (process.extractOne(name, names, scorer=scorer, score_cutoff=SUGGESTED_FROM) for names, scorer in scorers)
    return max((each[1] for each in found if each), default=0.0)


def _is_short(name: str) -> bool:
    return len(name) < (2 if _HAN.search(name) else _LONG_ENOUGH)


@functools.cache
def _names(table: str) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The names that each column of a table is known by in any export: short ones and long ones."""
    names = {column: {forms.normalise(column)} for column in headers.own_tables()[table]}
    for form in forms.forms():
        for column, source in form.columns.items() if form.table == table else ():
            if column in names:
                names[column].update(map(forms.normalise, source.synonyms))
    for column in names.keys() & _ALSO.keys():
        names[column].update(_ALSO[column])
    short = {column: tuple(sorted(name for name in each if _is_short(name))) for column, each in names.items()}
    return {column: (short[column], tuple(sorted(each - {*short[column]}))) for column, each in names.items()}
