"""Import: hand in exports, see and correct what is understood, try, import, see what changed, go back."""

from dashboard import ui

ui.imports()
