"""Weekly board: what a team looks at on Monday, Wednesday and Friday; made to be printed."""

from dashboard import selections, sentences, ui

week = ui.one_week("weekly_board")
level = ui.one_of("level", ("rep", "team", "company"), "value")
ui.report(
    "weekly_board",
    finding=sentences.board,
    caption="caption.board",
    where=week | {"level": level},
    columns=(
        "name",
        "on_date",
        "first_meetings",
        "early",
        "middle",
        "late",
        "shape",
        "won_deals",
        "won_amount",
        "collected_amount",
    ),
    keep=selections.by_member,
    key=f"board.{level}",
)
