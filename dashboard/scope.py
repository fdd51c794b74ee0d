"""Scope: what a reader chose to look at, one value that becomes a URL, session variables, a sentence, a file name."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.days import period_name, written

NOT_SET = "~"
ATTRIBUTIONS = ("last_touch", "first_touch", "even", "primary")
COUNTING_RULES = ("reached", "touched", "strict")
COMPARISONS = ("previous", "last_year", "none")
# Days outside are typing errors, and arithmetic with them leaves the calendar.
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
# Views whose rows depend on what a period is compared with; the others show every comparison or none.
COMPARED_VIEWS = ("movers",)


class ScopeError(ValueError):
    """A choice that no scope can hold; the message says which and why."""


@dataclass(frozen=True)
class Choice:
    """One field of a scope: its key in a URL and its words in both languages."""

    field: str
    key: str
    label: str
    label_zh: str

    def words(self, language: str) -> str:
        return self.label_zh if language.startswith("zh") else self.label


DAYS = (
    Choice("period_start", "from", "From", "开始"),
    Choice("period_end", "to", "To", "结束"),
    Choice("as_of", "as_of", "As of", "截至"),
)
FILTERS = (
    Choice("regions", "region", "Region", "区域"),
    Choice("teams", "team", "Team", "团队"),
    Choice("reps", "rep", "Rep", "销售"),
    Choice("product_lines", "product_line", "Product line", "产品线"),
    Choice("account_sizes", "account_size", "Customer size", "客户规模"),
    Choice("channels", "channel", "Channel", "渠道"),
    Choice("pipelines", "pipeline", "Pipeline", "销售流程"),
    Choice("deal_types", "deal_type", "Deal type", "商机类型"),
    Choice("stages", "stage", "Stage", "阶段"),
    Choice("campaigns", "campaign", "Campaign", "市场活动"),
    Choice("accounts", "account", "Customer", "客户"),
)
PERMISSIONS = ("permitted_regions", "permitted_teams", "permitted_reps")
RULES = (
    Choice("attribution", "attribution", "Credit", "归因"),
    Choice("counting_rule", "rule", "Counting", "计数口径"),
    Choice("comparison", "compare", "Compared with", "对比"),
)
_ALLOWED = {"attribution": ATTRIBUTIONS, "counting_rule": COUNTING_RULES, "comparison": COMPARISONS}
_WORDS = {
    "last_touch": ("last touch", "末次触点"),
    "first_touch": ("first touch", "首次触点"),
    "even": ("shared evenly", "均分"),
    "primary": ("primary campaign", "主要活动"),
    "reached": ("stage reached", "到达"),
    "touched": ("stage visited", "真正停留"),
    "strict": ("stages in order", "按顺序"),
    "previous": ("the period before", "上期"),
    "last_year": ("last year", "去年同期"),
    "none": ("nothing", "不对比"),
    NOT_SET: ("(not set)", "（未填）"),
}


@dataclass(frozen=True)
class Scope:
    """The choices of a reader (METRICS §3). None is the default; `~` in a list selects rows without the dimension.

    An empty filter is all, an empty permission nobody. ScopeError for what is no day, no list of texts or no rule.
    """

    period_start: dt.date | None = None
    period_end: dt.date | None = None
    as_of: dt.date | None = None
    regions: tuple[str, ...] | None = None
    teams: tuple[str, ...] | None = None
    reps: tuple[str, ...] | None = None
    product_lines: tuple[str, ...] | None = None
    account_sizes: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    pipelines: tuple[str, ...] | None = None
    deal_types: tuple[str, ...] | None = None
    stages: tuple[str, ...] | None = None
    campaigns: tuple[str, ...] | None = None
    accounts: tuple[str, ...] | None = None
    permitted_regions: tuple[str, ...] | None = None
    permitted_teams: tuple[str, ...] | None = None
    permitted_reps: tuple[str, ...] | None = None
    attribution: str | None = None
    counting_rule: str | None = None
    comparison: str | None = None

    def __post_init__(self) -> None:
        # A page makes a hundred scopes for its links, of which most fields are not set.
        given = {name: value for name, value in vars(self).items() if value is not None}
        for choice in (each for each in DAYS if each.field in given):
            object.__setattr__(self, choice.field, _day(choice.key, given[choice.field]))
        for choice in (each for each in FILTERS if each.field in given):
            object.__setattr__(self, choice.field, _texts(choice.key, given[choice.field]) or None)
        for name in (each for each in PERMISSIONS if each in given):
            object.__setattr__(self, name, _texts(name, given[name]))
        for choice in RULES:
            value, allowed = getattr(self, choice.field), _ALLOWED[choice.field]
            if value is not None and value not in allowed:
                raise ScopeError(f"{choice.key}: {value!r} is none of {', '.join(allowed)}")
        if self.period_start and self.period_end and self.period_start > self.period_end:
            raise ScopeError(f"The period ends ({self.period_end}) before it begins ({self.period_start})")

    def replace(self, **changes: Any) -> Scope:
        """The same scope with some fields changed."""
        return dataclasses.replace(self, **changes)

    def variables(self) -> dict[str, object]:
        """Every session variable with its value: a date, a text, a list of texts, or None to reset it."""
        values = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}

    def permissions_only(self) -> Scope:
        """What the reader may see, without what they chose."""
        return Scope(**{name: getattr(self, name) for name in PERMISSIONS})

    def to_query(self) -> dict[str, str | list[str]]:
        """The choices as URL parameters, defaults left out. Permissions are never in a URL."""
        query: dict[str, str | list[str]] = {}
        for choice in (*DAYS, *FILTERS, *RULES):
            value = getattr(self, choice.field)
            if value is not None:
                query[choice.key] = list(value) if isinstance(value, tuple) else str(value)
        return query

    def asked_of(self, view: str) -> Scope:
        """The scope as far as a view depends on it, so that a choice that changes nothing is not read again."""
        return self if view in COMPARED_VIEWS or self.comparison is None else self.replace(comparison=None)

    @classmethod
    def from_query(cls, query: Mapping[str, str | Iterable[str]]) -> Scope:
        """The scope a URL asks for. What cannot be read is left at its default: links are edited and forged."""
        scope = cls()
        for choice in (*DAYS, *FILTERS, *RULES):
            if choice.key not in query:
                continue
            given = query[choice.key]
            values = [given] if isinstance(given, str) else list(given)
            try:
                scope = scope.replace(**{choice.field: values if choice in FILTERS else values[-1]})
            except (ScopeError, IndexError):
                continue
        return scope

    def sentence(
        self,
        language: str = "en",
        facts: Mapping[str, Any] | None = None,
        named: Callable[[str, str], str] | None = None,
    ) -> str:
        """The scope in words. `facts` (Database.facts) supply the default period and the day of the export; `named`
        turns a dimension and a member of it into words, where ids and enumerations are to be read."""
        chinese = language.startswith("zh")
        known = facts or {}
        start = self.period_start or known.get("default_period_start")
        end = self.period_end or known.get("default_period_end")
        as_of = self.as_of or min((day for day in (end, known.get("exported_on")) if day), default=None)
        first_month = known.get("fiscal_year_start_month", 1)
        parts = [period_name(start, end, language, first_month)] if start and end else []
        if as_of:
            parts.append(f"{'截至 ' if chinese else 'as of '}{written(as_of, language)}")
        for choice in FILTERS:
            values = getattr(self, choice.field)
            if values:
                words = [_member(value, chinese) if named is None else named(choice.key, value) for value in values]
                parts.append(
                    f"{choice.words(language)}{'：' if chinese else ': '}{('、' if chinese else ', ').join(words)}"
                )
        for choice in RULES:
            value = getattr(self, choice.field)
            if value not in (None, _ALLOWED[choice.field][0]):
                parts.append(f"{choice.words(language)}{'：' if chinese else ': '}{in_words(value, language)}")
        return " · ".join(parts)

    def file_stem(self, view: str, facts: Mapping[str, Any] | None = None) -> str:
        """A file name without ending for a slice of a view, safe on any system: the view, the period, the filters."""
        known = facts or {}
        start = self.period_start or known.get("default_period_start")
        end = self.period_end or known.get("default_period_end")
        parts = [view, *(str(day) for day in (start, end) if day)]
        parts += [f"as-of-{self.as_of}"] if self.as_of else []
        if view in COMPARED_VIEWS and self.comparison in COMPARISONS[1:]:
            parts.append("vs-nothing" if self.comparison == "none" else "vs-last-year")
        for choice in (*FILTERS, *RULES):
            value = getattr(self, choice.field) if choice.field != "comparison" else None
            for each in value if isinstance(value, tuple) else filter(None, [value]):
                parts.append("not-set" if each == NOT_SET else re.sub(r"[^\w]+", "-", each).strip("-"))
        stem = "_".join(part for part in parts if part)
        if len(stem) <= 80:
            return stem
        # A cut name keeps a mark of the whole scope, so that two slices never share a name.
        return f"{stem[:70]}_{hashlib.sha256(repr(self).encode()).hexdigest()[:8]}"


def _day(name: str, value: object) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.datetime):
        return value.date()
    try:
        day = dt.date.fromisoformat(str(value).strip())
    except ValueError:
        raise ScopeError(f"{name}: {value!r} is not a day written as YYYY-MM-DD") from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ScopeError(f"{name}: {value!r} does not lie between {FIRST_DAY} and {LAST_DAY}")
    return day


def _texts(name: str, value: Iterable[str]) -> tuple[str, ...]:
    listed = () if isinstance(value, str) else tuple(value)
    if isinstance(value, str) or not all(isinstance(each, str) for each in listed):
        raise ScopeError(f"{name}: a list of texts is needed, not {value!r}")
    for each in listed:
        try:
            each.encode()
        except UnicodeEncodeError:
            raise ScopeError(f"{name}: {each!r} is not valid text") from None
    return tuple(dict.fromkeys(listed))


def _member(value: str, chinese: bool) -> str:
    return _WORDS[NOT_SET][chinese] if value == NOT_SET else value


def in_words(value: str, language: str) -> str:
    """What a value of a rule is called."""
    return _WORDS[value][language.startswith("zh")]
