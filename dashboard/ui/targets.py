"""What must be known before the targets of members are added up."""

from __future__ import annotations

from dashboard import sentences
from dashboard.ui import session, states
from dashboard.ui.marks import note, plain


def targets_against_company(view: str, by: str) -> None:
    """A line where the targets of the members and the target of the company are not one sum; nothing where they are."""
    reader = session.reader()
    try:
        company = session.key_figures().values["target_amount"]
        told = sentences.targets_add_up(by, session.read(view), company, reader)
    except Exception as error:
        states.failed(reader, error)
        return
    note(plain(told))
