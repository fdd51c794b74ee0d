"""Deal: everything that happened to one deal."""

from dashboard import selections, sentences, ui

deal = ui.one_deal()
if deal:
    ui.opening(sentences.openings.life, deal_timeline={"where": deal, "limit": ui.MOST_ROWS})
    ui.deal_cards(deal)
    ui.report(
        "deal_timeline",
        finding=sentences.life,
        caption="caption.timeline",
        where=deal,
        columns=(
            "on_date",
            "event",
            "stage",
            "stay_days",
            "amount",
            "expected_close_date",
            "moved_days",
            "activity",
            "rep",
            "was_amount",
            "age_days",
        ),
        is_good_empty=True,
    )
else:
    ui.deals(
        "largest_open",
        keep=selections.largest_told,
        finding=sentences.largest,
        caption="caption.largest_told",
        columns=("amount", "deal", "account", "why", "rep", "stage", "expected_close_date"),
        limit=20,
    )
