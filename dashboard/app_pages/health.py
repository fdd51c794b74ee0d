"""Funnel health: how the funnel lies, whose is sick, and what must stand in it to make the number."""

from dashboard import charts, selections, sentences, ui

ui.opening(sentences.openings.health, "funnel_shape", "funnel_width", required_funnel={"where": ui.pipeline_shown()})
ui.dials()
level = ui.one_of("level", ("rep", "team", "region"), "value")
ui.report(
    "funnel_shape",
    finding=sentences.shapes,
    caption="caption.shape",
    where={"level": level},
    chart=charts.PartBars(
        "name", (("early", "pending"), ("middle", "open"), ("late", "late")), also="shape", is_ranked=False
    ),
    key=f"shape.{level}",
)
ui.report(
    "required_funnel",
    finding=sentences.required,
    caption="caption.required",
    where=ui.one_pipeline(),
    keep=selections.with_beyond_cycle,
    chart=charts.PartBars(
        "stage",
        (("standing", "open"), ("beyond_deals", "pending")),
        goal="required_deals",
        is_ranked=False,
        is_share=True,
    ),
)
