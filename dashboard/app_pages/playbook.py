"""Playbook: what each stage means, beside what stands in it now."""

from dashboard import sentences, ui

ui.report(
    "stage_playbook",
    finding=sentences.fixed("title.playbook"),
    caption="caption.playbook",
    where=ui.one_pipeline(),
    columns=(
        "stage",
        "probability",
        "definition",
        "advice",
        "expected_days",
        "median_days",
        "resolved_conversion",
        "deals",
        "amount",
        "stalled_deals",
    ),
)
