"""One text at a time: dates, amounts, numbers, truth values as people and CRMs write them."""

import datetime as dt
import zoneinfo
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.importing import dates, values
from dashboard.importing.values import UnreadableError

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
FIFTH_OF_MARCH = dt.datetime(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05",
        "2024/3/5",
        "2024.3.5",
        "2024年3月5日",
        "２０２４年３月５日",
        "24年3月5日",
        "5-Mar-24",
        "5 March 2024",
        "March 5, 2024",
        "Mar 5, 2024",
        "5. März 2024",
        "20240305",
        "Tue, 5 Mar 2024",
        "2024-03-05 00:00:00",
        "2024-Mar-05",
    ],
)
def test_a_day_is_read_in_every_form_people_write_it(text):
    assert dates.instant(text, None, SHANGHAI) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2024-03-05 20:55", "20:55"),
        ("2024-03-05T20:55:00", "20:55"),
        ("2024/3/5 8:55 PM", "20:55"),
        ("2024-03-05 下午 8:55", "20:55"),
        ("2024年3月5日 上午12:05", "00:05"),
        ("2024-03-05 12:05 pm", "12:05"),
        ("2024-03-05 20时55分", "20:55"),
        ("2024-03-05 20:55:00.000000018", "20:55"),
    ],
)
def test_a_time_of_day_is_kept(text, clock):
    assert f"{dates.instant(text, None, SHANGHAI):%Y-%m-%d %H:%M}" == f"2024-03-05 {clock}"


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("2024-03-04T20:00:00Z", "2024-03-05 04:00"),
        ("2024-03-05T10:00:00.123+02:00", "2024-03-05 16:00"),
        ("2024-03-05T10:00:00+0200", "2024-03-05 16:00"),
        ("2024-03-05 10:00 UTC", "2024-03-05 18:00"),
        ("2024-03-05T10:00:00-08", "2024-03-06 02:00"),
    ],
)
def test_an_instant_with_an_offset_is_moved_to_the_workspaces_time_zone(text, there):
    assert f"{dates.instant(text, None, SHANGHAI):%Y-%m-%d %H:%M}" == there


def test_day_and_month_follow_the_order_decided_for_the_file():
    assert dates.instant("05-03-2024", "dmy", SHANGHAI) == FIFTH_OF_MARCH
    assert dates.instant("03/05/24", "mdy", SHANGHAI) == FIFTH_OF_MARCH
    assert dates.instant("24-03-05", "ymd", SHANGHAI) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("05-03-2024", {"mdy", "dmy"}),
        ("25-03-2024", {"dmy"}),
        ("03/25/24", {"mdy"}),
        ("24/3/5", {"ymd"}),
        ("24-03-05", {"dmy", "ymd"}),
        ("05-03-24", {"mdy", "dmy", "ymd"}),
        ("02/23/26 08:55 PM", {"mdy"}),
        ("25.30.2024", set()),
    ],
)
def test_a_part_above_twelve_proves_the_order(text, orders):
    assert dates.possible_orders(text) == orders


@pytest.mark.parametrize("text", ["2024-03-05", "2024/3/5", "5-Mar-24", "04-04-2024", "soon", "20240305"])
def test_a_date_that_reads_the_same_either_way_proves_nothing(text):
    assert dates.possible_orders(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("soon", "is not a date"),
        ("2024-02-30", "is a day that no calendar has"),
        ("2024-13-01", "is a day that no calendar has"),
        ("45356", "is a spreadsheet's day number, not a date"),
        ("2024-03-05 25:00", "has a time that no clock shows"),
        ("0001-01-01", "is not a date between 1900 and 2199"),
        ("2024-03-05 later", "is not a date"),
        ("", "is not a date"),
        ("05-03-202", "is not a date"),
    ],
)
def test_what_is_no_date_says_why(text, reason):
    with pytest.raises(UnreadableError, match=f"^{reason}$"):
        dates.instant(text, None, SHANGHAI)


@given(st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2199, 12, 31)))
def test_an_iso_instant_is_read_back_to_the_microsecond(moment):
    assert dates.instant(moment.isoformat(), None, SHANGHAI) == moment


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("¥1,234.50", "1234.50"),
        ("￥1,234", "1234"),
        ("RMB 500", "500"),
        ("CNY 1.2万", "12000"),
        ("12万", "120000"),
        ("1.5亿", "150000000"),
        ("(1,234)", "-1234"),
        ("$342.09K", "342090"),
        ("€ 3.500,00", "3500"),
        ("$200,000 ", "200000"),
        ("１２３４．５", "1234.5"),
        ("1.234,50", "1234.50"),
        ("-5", "-5"),
        ("5-", "-5"),
        ("−5", "-5"),
        ("1 234,5", "1234.5"),
        ("12,34,567", "1234567"),
        ("US$ 3", "3"),
        ("12万元", "120000"),
        ("1'234.50", "1234.50"),
        (".5", "0.5"),
        ("5.", "5"),
        ("3.5 million", None),
        ("abc", None),
        ("1,2,3", None),
        ("1.2.3", None),
        ("", None),
        ("--5", None),
        ("12%", None),
    ],
)
def test_amounts_are_read_as_people_write_them(text, value):
    if value is None:
        with pytest.raises(UnreadableError, match="is not an amount"):
            values.amount(text)
    else:
        assert values.amount(text) == Decimal(value)


def test_a_doubtful_dot_follows_the_columns_decimal_mark():
    assert values.amount("1.234", ".") == Decimal("1.234")
    assert values.amount("1.234", ",") == 1234


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1.234,50", ","),
        ("1,234.50", "."),
        ("12,5", ","),
        ("12.5", "."),
        ("1,234", None),
        ("1234", None),
        ("1.234", "?"),
        ("0.125", "."),
        ("1234.500", "."),
        ("1.234.567", ","),
        ("1.234万", "."),
    ],
)
def test_a_number_proves_its_decimal_mark_or_does_not(text, mark):
    assert values.decimal_mark_of(text) == mark


@given(st.decimals(-(10**12), 10**12, places=2))
def test_a_plain_or_grouped_amount_is_read_exactly(number):
    assert values.amount(str(number)) == number
    assert values.amount(f"{number:,.2f}") == number


@pytest.mark.parametrize(
    "text", ["1", "TRUE", "Y", "t", "是", " True ", "１", "-1", "✓", "Ja", "Oui", "Sí", "はい", "да"]
)
def test_yes_in_several_dialects(text):
    assert values.boolean(text) is True


@pytest.mark.parametrize(
    "text", ["0", "FALSE", "no", "N", "f", "否", "0.0", "☐", "Nein", "non", "Não", "いいえ", "нет"]
)
def test_no_in_several_dialects(text):
    assert values.boolean(text) is False


def test_what_is_neither_yes_nor_no_says_so():
    with pytest.raises(UnreadableError, match="is neither yes nor no"):
        values.boolean("maybe")


def test_a_share_tells_whether_it_carries_a_percent_sign():
    assert values.share("30 %") == (30, True)
    assert values.share("0.3") == (Decimal("0.3"), False)


@pytest.mark.parametrize("text", ["inf", "NaN", "1e", "ten"])
def test_a_number_is_finite(text):
    with pytest.raises(UnreadableError, match="is not a number"):
        values.number(text)
