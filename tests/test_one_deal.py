"""The page of one deal: every list of deals leads to it, whatever the scope says, and it leads back."""

import html
import re
from urllib.parse import parse_qs, unquote, urlsplit

import duckdb
import polars as pl
import pytest

from dashboard import catalog
from dashboard.database import Database
from dashboard.formats import Formats
from dashboard.i18n import messages
from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.ui import tables
from dashboard.ui.deal_links import _DISPLAYED, deal_cells, naming
from dashboard.ui.marks import plain
from dashboard.ui.printed import Shown, printed
from tests.headed import headings

WORDS = messages("en")


def labels(app):
    return [each.proto.label for each in app.get("page_link")]


def test_in_every_list_with_deals_their_names_lead_on():
    lists = [each for each in catalog.queries() if each.layer == "views" and "deal_id" in each.columns]
    assert len(lists) > 12
    for each in lists:
        rows = pl.DataFrame({name: ["x"] for name in each.columns})
        wanted = None if each.name == "deal_timeline" else "deal"
        assert naming(each.name, rows, list(each.columns)) == wanted, each.name
    found = pl.DataFrame({name: ["x"] for name in ("key", "detail", "amount")})
    assert naming("expected_close_passed", found, found.columns) == "key"
    assert naming("begin_unknown", found, found.columns) == "key"
    assert naming("refused_rows", found, found.columns) is None


def test_a_name_is_shown_as_it_is_and_its_address_holds_the_id_whatever_stands_in_them():
    names = ["A & B: 100% + #1", "续约?deal=x", None, None]
    ids = ["D 1", "a+b&c#d%", "D3", None]
    cells = deal_cells(pl.DataFrame({"deal": names, "deal_id": ids}), "deal").to_list()
    assert cells.pop() is None
    for cell, name, number in zip(cells, ["A & B: 100% + #1", "续约?deal=x", "D3"], ids, strict=False):
        said = parse_qs(urlsplit(cell).query)
        assert said == {"called": [name], "deal": [number]}
        assert unquote(re.search(_DISPLAYED, cell)[1]) == name


def cards(app):
    return next(each.proto.body for each in app.get("html") if "class='cards'" in each.proto.body)


def document(app):
    """The first short list, which is a table of a document."""
    return next(each.proto.body for each in app.get("html") if "shown" in each.proto.body)


def test_a_long_list_holds_the_addresses_of_its_deals_in_place_of_their_names(opened):
    rows = pl.DataFrame({"deal": [f"Deal {n}" for n in range(30)], "deal_id": [f"D{n}" for n in range(30)]})
    cells, paper, _ = tables._drawn(Reader(), "deal_list", rows, ["deal"])
    assert cells["deal"][0].as_py() == "deal?called=Deal 0&deal=D0"
    assert cells.column_names == ["deal"]
    assert "Deal 29" in paper


def test_in_a_short_list_the_names_of_deals_are_links_that_keep_the_choices(opened):
    table = document(opened("deals", lang="en", rising="red"))
    links = [html.unescape(each) for each in re.findall(r"<a href='([^']*)'>", table)]
    assert links
    for link in links:
        said = parse_qs(urlsplit(link).query)
        assert urlsplit(link).path == "deal"
        assert (said["rising"], said["page"]) == (["red"], ["deals"])
        assert said["deal"][0].startswith("D")
    assert all("<th scope='row'" in line for line in table.partition("<tbody>")[2].split("</tr>")[:-1])


def test_a_name_in_a_short_list_is_words_whatever_it_resembles():
    rows = pl.DataFrame({"deal": ["<b onclick='x()'>*A* & \"B\"</b>", None]})
    shown = Shown("'<i>", {}, "deal", {"deal": ["deal?deal='><script>", None]})
    table = printed(Reader(), "deal_list", rows, {"deal": "<u>"}, shown)
    assert set(re.findall(r"<(\w+)", table)) == {"div", "table", "thead", "tbody", "tr", "th", "a"}
    assert "'><script>" not in table
    assert "&lt;b onclick=&#x27;x()&#x27;&gt;*A* &amp; &quot;B&quot;&lt;/b&gt;" in table


def test_a_deal_shows_its_page_whatever_period_and_filters_say(opened, worked_example):
    with Database(worked_example.current()) as database:
        facts = database.facts()
        won = database.read("deal_list", Scope(), where={"is_won_in_period": True}).row(0, named=True)
    filters = {"from": "2030-01-01", "to": "2030-01-31", "region": "Nowhere"}
    app = opened("deal", lang="en", deal=won["deal_id"], page="attention", **filters)
    assert not app.exception
    assert [each.value for each in app.title] == [won["deal"]]
    money = Formats("en", facts["reporting_currency"]).money(won["amount"])
    assert f"<p class='value'>{money}</p>" in cards(app)
    first = document(app).partition("<tbody>")[2].partition("</tr>")[0]
    assert "<td>Created</td>" in first
    assert WORDS("number.back", page=WORDS("page.attention")) in labels(app)
    back = next(each.proto for each in app.get("page_link") if each.proto.label.startswith("Back to"))
    assert "deal=" not in back.query_string
    assert "region=Nowhere" in back.query_string


def test_from_the_rows_behind_a_number_a_deal_leads_back_to_them(opened):
    number = {"of": "kpis.won_amount", "rows": "is_won_in_period", "page": "funnel"}
    app = opened("deal", lang="en", deal="D1", **number)
    back = next(each.proto for each in app.get("page_link") if each.proto.label.startswith("Back to"))
    assert back.label == WORDS("number.back", page=WORDS("page.deals"))
    assert all(f"{name}={value}" in back.query_string for name, value in number.items())


def test_a_day_before_a_deal_began_says_so_and_leads_to_the_last_day(opened):
    app = opened("deal", lang="en", deal="D4", as_of="2026-01-05")
    # Its life, which would say the same, is left out.
    assert headings(app) == [WORDS("deal.unknown", deal="D4")]
    assert any(each.startswith("The deal as of") for each in labels(app))
    assert not app.exception


def test_a_deal_is_found_by_a_part_of_its_name_customer_or_id(opened):
    app = opened("deal", lang="en")
    app.text_input[0].set_value("d4").run()
    found = next(each.proto for each in app.get("page_link") if each.proto.label.endswith("D4"))
    assert "deal=D4" in found.query_string
    app.text_input[0].set_value("no such deal").run()
    assert any("no such deal" in each.value for each in app.markdown)


HOSTILE = "[Refund](https://evil.example) **now** $9 <b>www.evil.example</b>"


@pytest.mark.parametrize(("number", "met"), [("D1", 7), ("D4", 6)])
def test_no_word_of_a_deal_is_markup_whoever_wrote_it(own_workspace, opened, monkeypatch, number, met):
    # `opened` names the workspace that tests share; this one may be changed.
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(own_workspace.folder))
    with duckdb.connect(str(own_workspace.current())) as connection:
        for table, columns in HOSTILE_COLUMNS.items():
            connection.execute(
                f"update {table} set {', '.join(f'{name} = ?' for name in columns)}", [HOSTILE] * len(columns)
            )
    app = opened("deal", lang="en", deal=number)
    said = [each.value for each in (*app.title, *app.header, *app.markdown)] + labels(app)
    headings = [each.proto.body for each in app.get("html") if "<h2" in each.proto.body]
    shown = re.split(r"</?(?:li|div|p|h2)\b[^>]*>", "".join([cards(app), *headings]))
    about = [(each, plain(HOSTILE)) for each in said] + [(each, html.escape(HOSTILE)) for each in shown]
    about = [(each, name) for each, name in about if "Refund" in each]
    assert len(about) == met
    for each, name in about:
        assert each.count(name) == each.count("Refund"), each
    assert not app.exception


HOSTILE_COLUMNS = {
    "deal_facts": ["deal", "close_reason", "next_step"],
    "deal_versions": ["stage", "rep"],
    "stage_stays": ["stage"],
}
