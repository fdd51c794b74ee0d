"""Playbook: what each stage means, beside what stands in it now."""

from dashboard import sentences, ui

pipeline = ui.pipeline_shown()
ui.opening(sentences.openings.playbook, stage_playbook={"where": pipeline})
ui.one_pipeline()
ui.stage_cards(pipeline)
ui.report(
    "stage_playbook",
    finding=sentences.fixed("title.playbook"),
    caption="caption.playbook",
    where=pipeline,
    columns=(
        "stage",
        "deals",
        "amount",
        "stalled_deals",
        "resolved_conversion",
        "advanced",
        "lost",
        "median_days",
        "expected_days",
        "probability",
    ),
)
