"""Data: what was imported and when, what was refused and why, and what the checks found."""

from dashboard import selections, sentences, ui

ui.report(
    "import_files",
    finding=sentences.refused,
    caption="caption.files",
    columns=("file", "table_name", "mapping", "rows_read", "rows_accepted", "rows_refused", "encoding", "note"),
)
ui.report(
    "data_quality",
    finding=sentences.checks,
    caption="caption.checks",
    keep=selections.found_checks,
    is_good_empty=True,
    columns=("check", "severity", "table", "rows", "affected_amount", "meaning"),
)
ui.report(
    "refused_rows",
    finding=sentences.refused_rows,
    caption="caption.refused",
    is_good_empty=True,
    columns=("file", "line", "column_name", "value", "reason"),
)
ui.report(
    "stages",
    finding=sentences.fixed("title.stages"),
    caption="caption.stages",
    columns=("pipeline", "stage_order", "stage", "kind", "probability", "expected_days", "definition", "is_configured"),
)
