"""How numbers and days are written in both languages."""

import datetime as dt
from decimal import Decimal

import pytest

from dashboard.formats import Formats, three_digits

ENGLISH, CHINESE = Formats("en", "CNY"), Formats("zh", "CNY")


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (86_400_000, "¥86.4M", "¥8,640万"),
        (732_000, "¥732K", "¥73.2万"),
        (1_310_000_000, "¥1.31B", "¥13.1亿"),
        (Decimal("18600000.00"), "¥18.6M", "¥1,860万"),
        (9_876, "¥9.88K", "¥9,876"),
        (732.4, "¥732", "¥732"),
        (4.5, "¥4.5", "¥4.5"),
        (0, "¥0", "¥0"),
        (-2_900_000, "−¥2.9M", "−¥290万"),
        (999_960, "¥1M", "¥100万"),
        (99_999_999, "¥100M", "¥1亿"),
        (None, "–", "–"),
        (float("nan"), "–", "–"),
    ],
)
def test_money_has_three_digits_and_the_steps_of_its_language(value, english, chinese):
    assert ENGLISH.money(value) == english
    assert CHINESE.money(value) == chinese


def test_a_change_in_money_always_carries_its_sign():
    assert ENGLISH.money(9_800_000, sign=True) == "+¥9.8M"
    assert CHINESE.money(-2_900_000, sign=True) == "−¥290万"
    assert ENGLISH.money(0, sign=True) == "¥0"


@pytest.mark.parametrize(
    ("currency", "english", "chinese"),
    [("EUR", "€1K", "€1,000"), ("USD", "$1K", "$1,000"), ("CHF", "CHF\u00a01K", "CHF\u00a01,000")],
)
def test_the_symbol_is_the_short_one_and_a_code_keeps_its_distance(currency, english, chinese):
    assert Formats("en", currency).money(1000) == english
    assert Formats("zh", currency).money(1000) == chinese


def test_the_currency_is_said_by_its_name():
    assert CHINESE.currency_name == "人民币"
    assert CHINESE.currency_in_headers == "元"
    assert ENGLISH.currency_name == ENGLISH.currency_in_headers == "CNY"


def test_rates_have_one_digit_and_none_in_charts():
    assert ENGLISH.value("rate", 0.3137) == "31.4%"
    assert ENGLISH.value("rate", 0.3137, short=True) == "31%"


def test_a_rate_just_below_the_whole_is_not_the_whole():
    assert [ENGLISH.rate(value, 0) for value in (0.994, 0.997, 1, 1.004)] == ["99%", "99%", "100%", "100%"]
    assert ENGLISH.rate(0.9999) == "99.9%"


def test_a_ratio_inside_a_chinese_sentence_has_its_word():
    assert (ENGLISH.times(2.24), CHINESE.times(2.24), CHINESE.times(None)) == ("2.2×", "2.2 倍", "–")


def test_ratios_days_and_counts_are_written_by_their_unit():
    assert ENGLISH.value("ratio", 2.94) == "2.9×"
    assert ENGLISH.value("ratio", -0.96) == "−1.0×"
    assert ENGLISH.value("days", 63.6) == "64\u00a0days"
    assert ENGLISH.value("days", 1.2) == "1\u00a0day"
    assert CHINESE.value("days", 63.6) == "64 天"
    assert CHINESE.value("days", 63.6, short=True) == "64\u00a0天"
    assert ENGLISH.value("count", 2_140) == "2,140"
    assert ENGLISH.value("number", 2.5) == "2.50"


@pytest.mark.parametrize("unit", ["money", "rate", "ratio", "days", "count", "number", "date", "text", "flag"])
def test_nothing_is_a_dash_whatever_the_unit(unit):
    assert ENGLISH.value(unit, None) == "–"


def test_a_change_of_a_rate_is_in_points_and_never_a_percent_of_percent():
    assert ENGLISH.change("rate", -0.018, 0.33) == "1.8\u00a0pt"
    assert CHINESE.change("rate", -0.018, 0.33) == "1.8\u00a0个百分点"


def test_a_change_of_money_is_a_share_of_what_was_before():
    assert ENGLISH.change("money", Decimal("12"), Decimal("100")) == "12%"
    assert ENGLISH.change("money", 1900, 100) == "20×"
    assert ENGLISH.change("money", 5, 0) == "–"
    assert ENGLISH.change("money", -997, 1000) == "over\u00a099%"
    assert CHINESE.change("money", -997, 1000) == "99% 以上"
    assert ENGLISH.change("money", -1000, 1000) == "100%"
    assert ENGLISH.change("days", 5.2, 60) == "5\u00a0d"
    assert ENGLISH.change("ratio", -0.3, 3) == "0.3"
    assert ENGLISH.change("money", None, 3) == "–"


def test_days_and_months_follow_the_language():
    day = dt.date(2026, 8, 14)
    assert (ENGLISH.day(day), CHINESE.day(day)) == ("14 Aug 2026", "2026年8月14日")
    assert (ENGLISH.month(day), CHINESE.month(day)) == ("Aug 2026", "2026年8月")
    assert (ENGLISH.month(day, year=False), CHINESE.month(day, year=False)) == ("August", "8月")


def test_three_digits_never_need_an_exponent():
    assert [three_digits(value) for value in (86.4, 1.284, 412, 8640, 0.01234, 0)] == [
        "86.4",
        "1.28",
        "412",
        "8,640",
        "0.0123",
        "0",
    ]


@pytest.mark.parametrize("value", [743_500, 743_500.0, Decimal("743500.00")])
def test_halves_are_rounded_up_alike_in_both_languages(value):
    assert (ENGLISH.money(value), CHINESE.money(value)) == ("¥744K", "¥74.4万")
    assert (ENGLISH.money(-7_385_000), CHINESE.money(-7_385_000.0)) == ("−¥7.39M", "−¥739万")
    assert (ENGLISH.money(531_500.0), CHINESE.money(531_500.0), ENGLISH.money(100.5)) == ("¥532K", "¥53.2万", "¥101")
