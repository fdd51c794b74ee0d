"""Data: what was imported and when, what was refused and why, and what the checks found."""

from dashboard import import_words, selections, sentences, ui

ui.import_link()
ui.report(
    "import_files",
    finding=sentences.refused,
    caption="caption.files",
    keep=import_words.files,
    columns=("file", "table_name", "mapping", "rows_read", "rows_accepted", "rows_refused", "encoding", "note"),
)
ui.report("history_sources", finding=sentences.known_by, caption="caption.history_sources")
ui.report(
    "history_imports",
    finding=sentences.exports_compared,
    caption="caption.history_imports",
    columns=("exported_on", "days_before", "is_gap", "deals", "new_deals", "changed_deals", "vanished_deals"),
)
ui.report(
    "data_quality",
    finding=sentences.checks,
    caption="caption.checks",
    keep=selections.found_checks,
    is_good_empty=True,
    columns=("check", "severity", "table", "rows", "affected_amount", "meaning"),
)
ui.check_findings()
ui.report(
    "refused_rows",
    finding=sentences.refused_rows,
    caption="caption.refused",
    keep=import_words.refusals,
    is_good_empty=True,
    columns=("file", "line", "column_name", "value", "reason"),
)
ui.report(
    "import_columns",
    finding=sentences.fixed("title.columns"),
    caption="caption.columns",
    keep=import_words.columns,
    columns=("file", "header", "table_name", "column_name"),
)
ui.report(
    "stages",
    finding=sentences.fixed("title.stages"),
    caption="caption.stages",
    columns=(
        *("pipeline", "stage_order", "stage", "kind", "probability", "expected_days", "is_configured"),
        *ui.stage_texts(),
    ),
)
