"""The import page, loaded when somebody looks at it: what reads files takes as long to load as the first page."""

from __future__ import annotations

from dashboard.reader import Reader


def imports() -> None:
    """Hand in exports, see and correct what is understood, import, go back."""
    from dashboard.ui import import_page

    import_page.imports()


def first_import(reader: Reader) -> None:
    """The same before there is any data."""
    from dashboard.ui import import_page

    import_page.first_import(reader)


def import_link() -> None:
    """A link to the import page."""
    from dashboard.ui import import_page

    import_page.import_link()
