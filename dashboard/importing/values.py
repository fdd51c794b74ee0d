"""One text → an amount, a number, a truth value, or the reason why it is none.

These parsers are for what SQL cannot cast by itself; they see each distinct text once, not each row.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

NULL_WORDS = ("NULL", "null", "\\N", "NaT", "#N/A")

_MONEY_WORDS = re.compile(
    r"(?:人民币|美元|欧元|港币|港元|日元|英镑|元|圆|块|[A-Z]{2}(?=\$)|\b(?:RMB|CNY|CNH|USD|EUR|GBP|HKD|TWD|JPY|KRW|SGD|AUD|CAD|CHF|INR|"
    r"BRL|MXN|SEK|NOK|DKK|PLN|NZD|ZAR|AED|THB|MYR|IDR|VND|PHP)(?![A-Z])|[¥$€£₹₩₽฿])",
    re.IGNORECASE,
)
_TIMES = {
    "": 1, "k": 10**3, "千": 10**3, "万": 10**4, "萬": 10**4, "m": 10**6, "mm": 10**6, "mn": 10**6, "百万": 10**6,
    "千万": 10**7, "亿": 10**8, "億": 10**8, "b": 10**9, "bn": 10**9,
}  # fmt: skip
_AMOUNT = re.compile(r"([+-]?)([\d.,]+)([a-z]{0,2}|[千百]?[万萬]|千|亿|億)")
_TRUE = {
    *("1", "1.0", "-1", "true", "t", "yes", "y", "x", "on", "checked", "✓", "✔", "√", "☑"),
    *("是", "真", "有", "已", "对", "wahr", "ja", "vrai", "oui", "sí", "si", "verdadero", "vero", "sim", "verdadeiro"),
    *("waar", "はい", "예", "да", "tak", "prawda"),
}
_FALSE = {
    *("0", "0.0", "false", "f", "no", "n", "off", "unchecked", "✗", "✘", "×", "☐"),
    *(
        "否",
        "假",
        "无",
        "未",
        "错",
        "不是",
        "没有",
        "falsch",
        "nein",
        "faux",
        "non",
        "falso",
        "não",
        "nao",
        "onwaar",
        "nee",
    ),
    *("いいえ", "아니요", "нет", "nie", "fałsz"),
}


# Words for nothing where only a number, a day or yes and no can stand; in a column of words they may be names.
_NOTHING = {
    *("none", "n/a", "na", "n.a.", "n/a.", "nan", "nat", "nil", "null", "-", "--", "---", "—", "–", "/", "?", ".", "*"),
    *("(none)", "(blank)", "(empty)", "(null)", "(not set)", "--none--", "- none -", "<null>", "<none>", "#n/a n/a"),
    *("blank", "empty", "unknown", "undefined", "not set", "not available", "not applicable", "tbd", "tbc", "select"),
    *("无", "空", "未知", "暂无", "未填", "未填写", "待定", "不详", "不适用", "(空)", "(无)", "(空白)", "没有"),
}  # fmt: skip


class UnreadableError(ValueError):
    """A text is not what its column holds; the message is the reason, fit for a person."""


def plain(text: str) -> str:
    """The text with full-width characters made plain, spaces of all kinds collapsed and trimmed."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "").split())


def is_blank(text: str) -> bool:
    """Whether a text stands for nothing."""
    return not text or text.isspace() or text.strip() in NULL_WORDS


def stands_for_nothing(text: str) -> bool:
    """Whether a text that is no value of its column says that there is none."""
    return plain(text).casefold() in _NOTHING


def boolean(text: str) -> bool:
    """1/0, true/false, yes/no, 是/否, Y/N, t/f and their like in the languages CRMs are used in."""
    word = plain(text).casefold()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise UnreadableError("is neither yes nor no")


def amount(text: str, decimal_mark: str = ".") -> Decimal:
    """Money in any of the forms people write it: "¥1,234.50", "(1,234)", "CNY 1.2万", "1.5亿", "$342.09K".

    `decimal_mark` rules only where the text itself does not tell (1.234). Currency words are dropped.
    """
    stripped = _MONEY_WORDS.sub("", plain(text)).strip()
    negative = stripped.startswith("(") and stripped.endswith(")")
    if negative:
        stripped = stripped[1:-1]
    compact = re.sub(r"[\s'’]", "", stripped.replace("−", "-")).casefold()
    if compact.endswith("-"):
        compact = "-" + compact[:-1]
    found = _AMOUNT.fullmatch(compact)
    if found is None or found[3] not in _TIMES:
        raise UnreadableError("is not an amount")
    value = _digits(found[2], decimal_mark) * _TIMES[found[3]]
    if abs(value) >= Decimal(10) ** 16:
        raise UnreadableError("is too large for an amount")
    return -value if negative != (found[1] == "-") else value


def number(text: str, decimal_mark: str = ".") -> Decimal:
    """A plain number; thousands may be grouped."""
    compact = plain(text).replace(" ", "").replace("−", "-")
    found = re.fullmatch(r"([+-]?)([\d.,]+)", compact)
    if found is None:
        try:
            value = Decimal(compact)
        except InvalidOperation:
            raise UnreadableError("is not a number") from None
        if not value.is_finite():
            raise UnreadableError("is not a number")
        return value
    try:
        value = _digits(found[2], decimal_mark)
    except UnreadableError:
        raise UnreadableError("is not a number") from None
    return -value if found[1] == "-" else value


def share(text: str, decimal_mark: str = ".") -> tuple[Decimal, bool]:
    """A probability or share as written, and whether it carries a percent sign."""
    compact = plain(text)
    is_percent = compact.endswith("%")
    return number(compact.removesuffix("%").strip(), decimal_mark), is_percent


def decimal_mark_of(text: str) -> str | None:
    """The decimal mark a number's own text proves: "." or ","; None if it proves nothing, "?" if it could be either.

    Only a single dot before exactly three digits (1.234) is doubtful: a comma there groups thousands.
    """
    compact = plain(text)
    digits = re.sub(r"[^\d.,]", "", compact)
    if not re.search(r"\d", digits):
        return None
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if commas:
        return None if re.fullmatch(r"\d{1,3}(,\d{3})+", digits) else ("," if commas == 1 else None)
    if dots > 1:
        return ","
    if dots == 1:
        is_scaled = re.search(r"\d\s*([kmb]|bn|mn|[千百万亿萬億])", compact, re.IGNORECASE)
        return "?" if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits) and not is_scaled else "."
    return None


def _digits(text: str, decimal_mark: str) -> Decimal:
    proven = decimal_mark_of(text)
    mark = proven if proven in (".", ",") else decimal_mark
    group = "," if mark == "." else "."
    whole, _, fraction = text.partition(mark) if text.count(mark) == 1 else (text, "", "")
    grouped = not whole or whole.isdigit() or re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+|\d+(?:,\d{{2,4}})+", whole)
    if not grouped or (fraction and not fraction.isdigit()) or not (whole or fraction):
        raise UnreadableError("is not an amount")
    return Decimal(f"{whole.replace(group, '').replace(',', '') or '0'}.{fraction or '0'}")
