"""Changes: what happened to the pipeline between two days."""

from dashboard import charts, selections, sentences, ui

ui.opening(sentences.openings.changes, "pipeline_changes")
basis = ui.one_of("basis", ("open", "expected_in_period"), "value")
ui.report(
    "pipeline_changes",
    finding=sentences.bridge,
    caption=f"caption.bridge_{basis}",
    chart=charts.Waterfall(basis),
    key=f"changes.{basis}",
)
pipeline = ui.one_pipeline()
ui.report(
    "stage_flow",
    finding=sentences.fixed("title.stage_flow"),
    caption="caption.stage_flow",
    where=pipeline,
    keep=selections.latest_weeks,
    columns=(
        "week",
        "stage",
        "standing_before",
        "entered_created",
        "entered_from_other_stage",
        "reopened",
        "transferred_in",
        "left_advanced",
        "left_moved_back",
        "left_won",
        "left_lost",
        "transferred_out",
        "removed",
        "standing_after",
    ),
)
movement = ui.one_of("movement", selections.MOVEMENTS[basis], "value")
listed, where, columns = selections.moved(basis, movement)
ui.report(
    listed,
    finding=sentences.deals_found(f"finding.{movement}"),
    caption="caption.changes",
    where=where,
    columns=columns,
    sums=("amount",),
    is_good_empty=True,
    key=f"change_list.{basis}.{movement}",
)
milestone = ui.one_of("milestone", ("won", "lost"), "value")
ui.report(
    "cohort_progress",
    finding=sentences.cohorts(milestone),
    caption="caption.cohorts",
    where=pipeline | {"milestone": milestone},
    keep=selections.named_cohorts,
    chart=charts.Matrix("reached_rate", by="cohort", across="since", sample="deals", rows=24),
    key=f"cohorts.{milestone}",
)
