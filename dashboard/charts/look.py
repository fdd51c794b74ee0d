"""What all chart forms share: the colours of LOOKS, fonts, the frame of a specification, small text marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dashboard.charts.built import alt
from dashboard.i18n import messages
from dashboard.reader import Look

LIGHT = {
    "ground": "#FFFFFF",
    "text": "#1B2430",
    "muted": "#5A6675",
    "grid": "#E6EAEE",
    "gone": "#8A94A1",
    "open": "#264F86",
    "pending": "#7094C2",
    "late": "#0F2746",
    "won": "#0C7F70",
    "lost": "#9E3417",
    "stalled": "#BD8700",
    "declined": "#8E5BB5",
    "rise": "#0C7F70",
    "fall": "#9E3417",
}
DARK = {
    "ground": "#12161C",
    "text": "#E4E9F0",
    "muted": "#9AA6B5",
    "grid": "#262E38",
    "gone": "#6B7786",
    "open": "#6FA3E0",
    "pending": "#476E9E",
    "late": "#BBD6F7",
    "won": "#4CCDB4",
    "lost": "#E8714F",
    "stalled": "#EFCB6B",
    "declined": "#E0B8F0",
    "rise": "#4CCDB4",
    "fall": "#E8714F",
}
# A third of a desk's page, and any card of a phone, is narrower than this.
NARROW = 380
# Red-up is a reading of direction only: won stays teal and lost stays brick.
RED_UP = {"light": {"rise": "#B4283C", "fall": "#0C7F70"}, "dark": {"rise": "#F2808C", "fall": "#4CCDB4"}}


def palette(look: Look) -> dict[str, str]:
    """The colour of each role in this look."""
    mode = "dark" if look.mode == "dark" else "light"
    return {**(DARK if mode == "dark" else LIGHT), **(RED_UP[mode] if look.rising == "red" else {})}


def specification(look: Look, layers: list[alt.Chart | alt.LayerChart], height: int, **resolve: str) -> dict[str, Any]:
    """The layers as one data-less dictionary that fills its column; `resolve`: scales not shared."""
    colours = palette(look)
    chart = (
        alt.layer(*layers)
        .properties(width="container", height=height)
        .configure(
            background="transparent",
            autosize=alt.AutoSizeParams(type="fit", contains="padding"),
            view=alt.ViewConfig(stroke=None),
            text=alt.MarkConfig(color=colours["text"], fontSize=12),
            mark=alt.MarkConfig(tooltip=alt.TooltipContent(content="encoding")),
            axisY=alt.AxisConfig(labelColor=colours["text"]),
            axis=alt.AxisConfig(
                labelFontSize=12,
                labelColor=colours["muted"],
                gridColor=colours["grid"],
                labelPadding=8,
                title=None,
                domain=False,
                ticks=False,
                labelLimit=150,
                labelBound=False,
                labelFlush=False,
                # Every mark names its row; Vega would describe axes in English.
                aria=False,
            ),
        )
    )
    if resolve:
        chart = chart.resolve_scale(**resolve)
    chart = chart.add_params(alt.param(name="isNarrow", expr=f"width > 0 && containerSize()[0] < {NARROW}"))
    found = _without_data(chart.to_dict())
    # Streamlit adds 20 px below unless the padding stands at the top level as an object.
    return found | {"padding": {"left": 0, "right": 4, "top": 4, "bottom": 2}}


def _without_data(part: Any) -> Any:
    """Altair puts an empty row in place of data; the frame comes from the page, and that row would be drawn too."""
    if isinstance(part, list):
        return [_without_data(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {name: _without_data(each) for name, each in part.items() if name not in ("data", "datasets")}


def expr(text: str) -> alt.ExprRef:
    """A Vega expression, for what depends on the width of the column."""
    return alt.ExprRef(text)


def leading(marks: alt.Chart, link: str = "link") -> alt.Chart:
    """Marks that lead where the column `link` says; where it says nothing a mark is no link and looks like none."""
    known = f"isValid(datum.{link})"
    led = marks.encode(href=alt.condition(known, alt.Href(f"{link}:N"), alt.value(None)))
    led.mark = alt.MarkDef.from_dict({"type": led.mark}) if isinstance(led.mark, str) else led.mark.copy()
    led.mark.cursor = expr(f"{known} ? 'pointer' : 'default'")
    return led


def text(base: alt.Chart, field: str, colour: str, **mark: Any) -> alt.Chart:
    """A label outside its mark, in the colour of text."""
    options: dict[str, Any] = {
        "color": colour,
        "fontSize": 12,
        "align": "left",
        "baseline": "middle",
        "dx": 6,
        "aria": False,
    } | mark
    return base.mark_text(**options, tooltip=None).encode(text=alt.Text(f"{field}:N"))


def filled(colours: dict[str, str], role: str) -> dict[str, Any]:
    """How a part of a bar is drawn: in the colour of its role, hollow where it is gone."""
    return (
        {"color": "transparent", "stroke": colours[role], "strokeWidth": 1}
        if role == "gone"
        else {"color": colours[role]}
    )


def tips(look: Look, **columns: str) -> list[alt.Tooltip]:
    """Tooltip rows: text column = id of its title in the catalogues; an empty id is a row without a title."""
    words = messages(look.language)
    return [alt.Tooltip(f"{name}:N", title=words(title) if title else " ") for name, title in columns.items()]


def names_axis(limit: int = 190, narrow: int = 130, size: int = 12, **more: Any) -> alt.Axis:
    """The axis of names left of bars, `limit` pixels wide, `narrow` in a narrow card; a longer name takes two lines,
    which stand around the middle of its row. No name is ever left out."""
    # Asked once for each width: the browser lays out the whole page to answer.
    room = f"(isNarrow ? {narrow} : {limit})"
    lines, height = in_lines("datum.label", room, size), size + 1
    return alt.Axis(
        labelFontSize=size,
        labelLimit=expr(room),
        labelExpr=lines,
        labelLineHeight=height,
        labelOffset=expr(f"isArray({lines}) ? {-height / 2} : 0"),
        labelOverlap=False,
        **more,
    )


def row_height(names: Iterable[str], narrow: int, height: int) -> int:
    """The height of a row: `height`, and more where a name may take two lines in a card with `narrow` pixels for it."""
    longest = max((sum(12 if ord(sign) > 0x2E7F else 7 for sign in name) for name in names), default=0)
    return max(height, 35) if longest > narrow else height


def in_order() -> alt.EncodingSortField:
    """Names in the order of the rows: those of the rows before, which a chart knows already, would come first."""
    return alt.EncodingSortField(field="place", op="min")


def in_lines(words: str, room: str, size: int = 12) -> str:
    """The Vega expression that breaks words wider than `room` pixels in two lines: at a blank, else after a Chinese
    character. A number or a word is never broken."""
    latin, chinese = f"floor({room} / {size * 0.58:.2f})", f"floor({room} / {size})"
    han = f"length(replace({words}, regexp('[ -~]', 'g'), ''))"
    wide = f"{size * 0.58:.2f} * length({words}) + {size * 0.42:.2f} * {han}"
    return (
        f"length({words}) > {latin} ? "
        f"split(replace({words}, regexp('^(.{{4,' + {latin} + '}}[ /·-])'), '$1\\n'), '\\n') : "
        f"{wide} > {room} && test(regexp('[（一-鿿]'), {words}) ? "
        f"split(replace({words}, regexp('^(.{{2,' + ({chinese} - 1) + '}}[）一-鿿])(?!）)'), '$1\\n'), '\\n') : {words}"
    )
