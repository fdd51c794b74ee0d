"""Deals: the rows behind every number."""

from dashboard import sentences, ui

if not ui.rows_behind():
    ui.opening(sentences.openings.deals, "key_figures")
    ui.cards(("open_deals", "stalled_amount", "created_amount"))
    ui.figures_download()
    ui.named_deals()
