"""Tables: the words and columns that rows of a view are shown with."""

import polars as pl

from dashboard.reader import Look, Reader
from dashboard.ui import tables

ROWS = pl.DataFrame(
    {
        "rep": ["Ann", "Ben", "Cid"],
        "share_of_won": [0.5, 0.3, 0.2],
        "win_rate": [0.571, 0.4, None],
        "average_won_amount": [5.0, 6.0, None],
        "won_deals": [4, 10, 0],
        "lost_deals": [3, 15, 0],
    }
)
SHOWN = ROWS.select("rep", "share_of_won", "win_rate", "average_won_amount")


def test_a_table_says_beside_its_rates_which_of_them_rest_on_few_cases():
    told = tables._with_thin_samples(Reader(), "rep_efficiency", ROWS, SHOWN)
    assert told.columns.index("few cases") == told.columns.index("win_rate") + 1
    assert told["few cases"].to_list() == ["n\u00a0=\u00a04–7", "", ""]


def test_a_table_whose_rates_all_rest_on_enough_cases_has_no_such_column():
    enough = ROWS.with_columns(won_deals=pl.lit(20))
    assert tables._with_thin_samples(Reader(Look("zh")), "rep_efficiency", enough, SHOWN).columns == SHOWN.columns


def test_every_reason_of_a_list_that_is_worked_from_is_read_to_its_end():
    reasons = ["450 d in stage", "450 d in stage · 480 d old, beyond cycle · 289 days past due · step was due 3 Aug"]
    room = tables._room("Why", pl.Series(reasons), tables._WHOLE["why"])
    assert room == tables._wide(reasons[1]) + 18


def test_a_text_in_capitals_gets_the_room_that_it_takes():
    assert tables._wide("TO A COMPETITOR") > tables._wide("To a competitor") > tables._wide("till it is filed")
