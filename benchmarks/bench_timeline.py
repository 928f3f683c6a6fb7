"""The timeline of a plan with 200 obligations, drawn, against the same bars, lines and words drawn with Altair."""

import time
from collections.abc import Callable

from detente.desk import timelines
from detente.desk.pages import Bar, Timeline

ROUNDS, COUNT = 5, 200


def long(count: int) -> Timeline:
    """A plan of three phases whose obligations are dealt out among four, some lasting, some left blank."""
    third = count // 3
    bands = tuple(
        Bar(
            f"Phase {row + 1}",
            row * third,
            (row + 1) * third,
            (row + 1) * third + 9,
            blank=((row, row + third),) * (row == 0),
        )
        for row in range(3)
    )

    def bar(row: int) -> Bar:
        lasts = row % 9 == 5
        return Bar(
            f"does what the plan says under number {row}",
            row,
            row + 3,
            row + 10,
            row + 6,
            bounded=row % 11 != 3,
            lasts=lasts,
            note="" if lasts else "2 to 5 days, 14 to spare",
        )

    groups = tuple(
        (who, tuple(map(bar, range(start, count, 4))))
        for start, who in enumerate(("North", "South", "Envoys", "Monitors"))
    )
    return Timeline("Long", bands, groups)


def with_altair(timeline: Timeline) -> str:
    """The same rows with the library that draws ladders and planes: bars, lines to the latest end, names and notes."""
    import altair as alt
    import vl_convert

    rows = [
        {"row": f"{who}: {bar.name}", "from": bar.starts, "to": bar.ends, "latest": bar.latest, "note": bar.note}
        for who, bars in (("", timeline.bands), *timeline.groups)
        for bar in bars
    ]
    chart = alt.Chart(alt.Data(values=rows))
    y = alt.Y("row:N", sort=None, axis=alt.Axis(labelLimit=300, title=None))
    bars = chart.mark_bar(color="#555", height=8).encode(x=alt.X("from:Q", title="Day after signature"), x2="to:Q", y=y)
    lines = chart.mark_rule(color="#111").encode(x="to:Q", x2="latest:Q", y=y)
    notes = chart.mark_text(align="left").encode(x=alt.value(410), y=y, text="note:N")
    drawing = (bars + lines + notes).properties(width=400, height=18 * len(rows))
    drawn: str = vl_convert.vegalite_to_svg(drawing.to_dict(validate=False))
    return drawn


def milliseconds(draw: Callable[[Timeline], object], timeline: Timeline) -> tuple[float, float]:
    """CPU milliseconds of the first run, and the least of the others."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        draw(timeline)
        spent.append((time.process_time() - start) * 1e3)
    return spent[0], min(spent[1:])


if __name__ == "__main__":
    whole = long(COUNT)
    ours, theirs = milliseconds(timelines.svg, whole), milliseconds(with_altair, whole)
    assert timelines.svg(whole) == timelines.svg(long(COUNT))
    size = len(timelines.svg(whole)) / 1e3
    print(f"{COUNT} obligations: first {ours[0]:.1f}, warm {ours[1]:.1f} CPU ms (aim: 50); {size:.0f} kB")
    ratio = theirs[1] / ours[1]
    print(f"the same with Altair: first {theirs[0]:.0f}, warm {theirs[1]:.0f} CPU ms; ratio warm {ratio:.0f}")
    cut = milliseconds(lambda timeline: [timelines.svg(sheet) for sheet in timelines.sheets(timeline)], whole)
    print(f"cut into {len(timelines.sheets(whole))} sheets for print: warm {cut[1]:.1f} CPU ms")
