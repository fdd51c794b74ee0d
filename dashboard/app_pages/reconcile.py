"""Reconcile: why the CRM says something else, step by step from its sum to ours."""

from dashboard import sentences, ui

measures = ("won_amount", "open_amount", "created_amount", "lost_amount")
ui.opening(sentences.openings.reconciled, crm_reconciliation={"where": {"measure": ui.shown("reconciled", measures)}})
ui.reconciliation(measures)
ui.how_it_counts()
