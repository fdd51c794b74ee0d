"""Definitions: what every measure, report and check means, and how it is counted."""

from dashboard import ui

ui.all_definitions()
