"""Weekly board: what a team looks at on Monday, Wednesday and Friday; made to be printed."""

from dashboard import sentences, ui

week = ui.one_week("weekly_board")
level = ui.one_of("level", ("rep", "team"), "board")
ui.opening(sentences.openings.week, weekly_board={"where": week | {"level": "company"}})
ui.board(week, level)
