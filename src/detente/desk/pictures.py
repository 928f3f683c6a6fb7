"""Pictures as SVG, readable in greyscale, for shapes carry the meaning.

Ladders, planes, bars and curves are drawn with Altair and vl-convert, timelines by `timelines`.
"""

from dataclasses import replace
from functools import cache
from typing import Any

from detente.desk import timelines
from detente.desk.pages import Bars, Course, Curve, Grid, Ladder, Picture, Plane

SHAPES = {
    "In its own words, in public": "circle",
    "Reported from the room": "square",
    "Accounts by others": "diamond",
    "Proposal": "triangle-up",
}
FONT = "Libertinus Serif, Georgia, serif"
_WIDE, _HIGH = 400, 19


@cache
def svg(picture: Picture) -> str:
    """One drawing: the picture's timeline, its plane, or all its ladders, one under the other."""
    if picture.timeline is not None:
        return timelines.svg(picture.timeline)
    import altair as alt
    import vl_convert

    if picture.plane:
        charts = [_plane(alt, picture.plane)]
    elif picture.grid:
        charts = [_grid(alt, picture.grid)]
    else:
        charts = [*(_chart(alt, each) for each in picture.ladders), *(_course(alt, each) for each in picture.courses)]
        charts += [*(_bars(alt, each) for each in picture.bars), *(_curve(alt, each) for each in picture.curves)]
    drawing = alt.vconcat(*charts, spacing=14).configure(font=FONT).configure_view(stroke="#ccc")
    drawn: str = vl_convert.vegalite_to_svg(drawing.to_dict(validate=False))
    return drawn


def sheets(picture: Picture) -> tuple[Picture, ...]:
    """The picture cut into pictures that each fit a sheet of paper."""
    if picture.timeline is None:
        return (picture,)
    return tuple(replace(picture, timeline=each) for each in timelines.sheets(picture.timeline))


def _plane(alt: Any, plane: Plane) -> Any:  # noqa: ANN401 - as above
    rows = [
        {
            "name": spot.name,
            "kind": spot.kind,
            "left": spot.across[0],
            "right": spot.across[1],
            "low": spot.up[0],
            "high": spot.up[1],
            "x": sum(spot.across) / 2,
            "y": sum(spot.up) / 2,
        }
        for spot in plane.spots
    ]
    base = alt.Chart(alt.Data(values=rows))
    scale = alt.Scale(domain=[0, 1])
    axis = alt.Axis(format="%", tickCount=5)
    middle_x = alt.X("x:Q", scale=scale, title=plane.across, axis=axis)
    middle_y = alt.Y("y:Q", scale=scale, title=plane.up, axis=axis)
    shape = alt.Shape(
        "kind:N", scale=alt.Scale(domain=["package", "on the table"], range=["circle", "triangle-up"]), legend=None
    )
    spans = base.mark_rule(color="#555").encode(x=alt.X("left:Q", scale=scale), x2="right:Q", y=middle_y)
    heights = base.mark_rule(color="#555").encode(x=middle_x, y=alt.Y("low:Q", scale=scale), y2="high:Q")
    points = base.mark_point(size=70, filled=True, color="#111", opacity=1).encode(x=middle_x, y=middle_y, shape=shape)
    names = base.mark_text(align="left", dx=7, dy=-7, fontSize=11).encode(x=middle_x, y=middle_y, text="name:N")
    return (spans + heights + points + names).properties(width=_WIDE, height=_WIDE * 3 // 4)


GRID = {"not there yet": ("cross", "#fff"), "open": ("circle", "#fff"), "closed": ("circle", "#111")}
GRID["opened again"] = ("diamond", "#999")
"""The shape and filling of each kind of mark in a grid."""


def _grid(alt: Any, grid: Grid) -> Any:  # noqa: ANN401 - as above
    """A mark for each row and column, with a legend of the kinds that occur."""
    rows = [
        {"row": name, "column": column, "kind": mark}
        for name, marks in grid.rows
        for column, mark in zip(grid.columns, marks, strict=True)
        if mark != "not there yet"
    ]
    kinds = [kind for kind in GRID if any(row["kind"] == kind for row in rows)]
    axis = alt.Axis(labelAngle=0, orient="top", title=None, domain=False, ticks=False)
    side = alt.Axis(labelLimit=300, title=None, domain=False, ticks=False)
    shown = alt.Chart(alt.Data(values=rows)).mark_point(size=110, stroke="#111", strokeWidth=1.4, opacity=1)
    return shown.encode(
        x=alt.X("column:N", sort=None, scale=alt.Scale(domain=list(grid.columns)), axis=axis),
        y=alt.Y("row:N", sort=None, scale=alt.Scale(domain=[name for name, _ in grid.rows]), axis=side),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=[GRID[kind][0] for kind in kinds]), title=None),
        fill=alt.Fill("kind:N", scale=alt.Scale(domain=kinds, range=[GRID[kind][1] for kind in kinds]), title=None),
    ).properties(width=min(_WIDE, 110 * len(grid.columns)), height=26 * len(grid.rows))


def _course(alt: Any, course: Course) -> Any:  # noqa: ANN401 - as above
    """A side's advance as a line over its seams, its range as rules, the floor dashed."""
    rows = [
        {"seam": seam, "low": low, "high": high, "middle": (low + high) / 2}
        for seam, (low, high) in enumerate(course.advances)
    ]
    base = alt.Chart(alt.Data(values=rows))
    x = alt.X("seam:Q", title="seam", axis=alt.Axis(tickMinStep=1, format="d"))
    y = alt.Y("middle:Q", title=f"{course.name}: advance", axis=alt.Axis(labels=False, ticks=False))
    line = base.mark_line(color="#111", point={"color": "#111", "filled": True}).encode(x=x, y=y)
    spans = base.mark_rule(color="#555").encode(x=x, y=alt.Y("low:Q"), y2="high:Q")
    floor = alt.Chart(alt.Data(values=[{"floor": course.floor}])).mark_rule(strokeDash=[5, 3], color="#555")
    return (spans + line + floor.encode(y="floor:Q")).properties(width=_WIDE, height=110)


def _bars(alt: Any, bars: Bars) -> Any:  # noqa: ANN401 - as above
    """Bars to the lower end of each figure, a rule on to its higher end, the figure behind."""
    rows = [
        {"name": name, "low": low, "high": high, "row": row, "words": bars.figure(low, high)}
        for row, (name, low, high) in enumerate(bars.bars)
    ]
    base = alt.Chart(alt.Data(values=rows))
    y = alt.Y("name:N", sort=alt.EncodingSortField("row"), title=None, axis=alt.Axis(labelLimit=260))
    axis = alt.Axis(format="%" if bars.shares else "d", tickMinStep=0.1 if bars.shares else 1)
    scale = alt.Scale(domain=[0, 1]) if bars.shares else alt.Scale(zero=True)
    x = alt.X("low:Q", title=bars.title, axis=axis, scale=scale)
    drawn = base.mark_bar(color="#888", height=12).encode(x=x, y=y)
    rules = base.mark_rule(color="#111", strokeWidth=2).encode(x="low:Q", x2="high:Q", y=y)
    words = base.mark_text(align="left", dx=5).encode(x="high:Q", y=y, text="words:N")
    return (drawn + rules + words).properties(width=_WIDE - 60, height=_HIGH * max(len(rows), 1))


def _curve(alt: Any, curve: Curve) -> Any:  # noqa: ANN401 - as above
    """A line for the middle, a pale band from lowest to highest."""
    rows = [{"day": day, "middle": m, "low": low, "high": high} for day, (m, low, high) in enumerate(curve.points)]
    base = alt.Chart(alt.Data(values=rows))
    x = alt.X("day:Q", title=curve.across, axis=alt.Axis(tickMinStep=1, format="d"))
    y = alt.Y("low:Q", title=curve.title, axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1]))
    band = base.mark_area(color="#ccc", interpolate="step-after").encode(x=x, y=y, y2="high:Q")
    line = base.mark_line(color="#111", interpolate="step-after").encode(x=x, y="middle:Q")
    return (band + line).properties(width=_WIDE, height=140)


def _chart(alt: Any, ladder: Ladder) -> Any:  # noqa: ANN401 - the module and its charts carry no usable types
    rows = [
        {
            "who": mark.who,
            "kind": mark.kind,
            "first": ladder.rungs[mark.first],
            "last": ladder.rungs[mark.last],
            "fill": "#111" if mark.wanted else "#fff",
        }
        for mark in ladder.marks
    ]
    sides = list(dict.fromkeys(mark.who for mark in ladder.marks))
    axis = alt.Axis(labelAngle=0, labelLimit=100, orient="top", grid=True, title=None, domain=False, ticks=False)
    x = alt.X("first:N", sort=None, scale=alt.Scale(domain=list(ladder.rungs)), axis=axis)
    y = alt.Y(
        "who:N",
        sort=None,
        scale=alt.Scale(domain=sides),
        axis=alt.Axis(labelLimit=300, title=None, ticks=False, domain=False),
    )
    legend = None
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values())), legend=legend)
    data = alt.Data(values=rows)
    bars = alt.Chart(data).mark_rule(color="#555", strokeWidth=2).encode(x=x, x2="last:N", y=y)
    points = alt.Chart(data).mark_point(size=60, stroke="#111", strokeWidth=1.2, opacity=1)
    points = points.encode(fill=alt.Fill("fill:N", scale=None))
    starts = points.encode(x=x, y=y, shape=shape)
    ends = points.encode(x=alt.X("last:N", sort=None, scale=alt.Scale(domain=list(ladder.rungs))), y=y, shape=shape)
    title = alt.TitleParams(ladder.title, anchor="start", fontSize=12, offset=6)
    return (bars + starts + ends).properties(width=_WIDE, height=_HIGH * len(sides), title=title)
