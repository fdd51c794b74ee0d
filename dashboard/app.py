"""The dashboard: which pages there are. Run by `funnel serve`."""

from dashboard import ui

ui.show(
    {
        "overview": ("overview",),
        "week": ("attention", "changes", "board"),
        "funnel": ("funnel", "health", "dwell_time", "playbook"),
        "results": ("win_loss", "regions", "reps", "product_lines", "customers", "marketing"),
        "deals": ("deals", "deal"),
        "data": ("definitions", "reconcile", "data"),
    },
    beside=("imports",),
    without_scope=("definitions", "data", "imports"),
)
