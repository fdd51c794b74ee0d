"""The dashboard: which pages there are. Run by `funnel serve`."""

from dashboard import ui

ui.show(
    (
        "overview",
        "funnel",
        "dwell_time",
        "regions",
        "product_lines",
        "customers",
        "marketing",
        "reps",
        "deals",
        "reconcile",
        "definitions",
        "data",
    ),
    beside=("imports",),
    without_scope=("definitions", "data", "imports"),
)
