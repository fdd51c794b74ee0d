"""The dashboard: which pages there are. Run by `funnel serve`."""

from dashboard import ui

ui.show(
    (
        "overview",
        "funnel",
        "changes",
        "health",
        "dwell_time",
        "win_loss",
        "attention",
        "board",
        "regions",
        "product_lines",
        "customers",
        "marketing",
        "reps",
        "deals",
        "deal",
        "playbook",
        "reconcile",
        "definitions",
        "data",
    ),
    beside=("imports",),
    without_scope=("definitions", "data", "imports"),
)
