"""Reconcile: why the CRM says something else, step by step from its sum to ours."""

from dashboard import ui

ui.reconciliation(("won_amount", "open_amount", "created_amount", "lost_amount"))
ui.how_it_counts()
