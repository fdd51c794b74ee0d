"""Tables whose rows lead on: which do, and that a chosen row stays the row that was chosen."""

import polars as pl

from dashboard.reader import Reader
from dashboard.ui.row_links import _leads_on, _mark


def follow(view, column, row):
    return "deals" if column == "won_amount" and row[column] else None


def test_a_table_leads_on_where_its_first_row_is_one_of_zeros():
    rows = pl.DataFrame({"region": ["East", "North"], "won_amount": [0, 5]})
    reader = Reader(follow=follow)
    assert _leads_on(reader, "region_performance", rows, ["region", "won_amount"])
    assert not _leads_on(reader, "region_performance", rows.head(1), ["region", "won_amount"])
    assert not _leads_on(reader, "region_performance", rows.clear(), ["region", "won_amount"])


def test_a_choice_is_kept_for_the_same_rows_only():
    regions = pl.DataFrame({"name": ["East", None], "deals": [3, 4]})
    teams = pl.DataFrame({"name": ["Alpha", "Beta"], "deals": [3, 4]})
    assert _mark(regions) == _mark(regions.clone())
    assert len({_mark(each) for each in (regions, teams, regions.reverse(), regions.rename({"name": "team"}))}) == 4
