"""Timelines as SVG of our own: the same timeline gives the same bytes, and no library is needed.

Lengths are in the drawing's units; set as wide as an A4 sheet's text, one is 0.7 pt. Shapes and hatching carry the
meaning, greys help the eye.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from html import escape

from detente.desk.pages import Bar, Timeline

FONT = "Libertinus Serif, Georgia, serif"
WIDE = 720
HIGHEST = 960
"""How high a drawing may be to stand on one sheet."""
_NAMES, _LEFT, _RIGHT, _NOTES = 8, 206, 520, 532
_SIZE, _LINE, _GAP = 11, 13, 5
_INK, _SOFT, _BAR, _BAND, _GRID = "#111", "#555", "#555", "#ddd", "#ccc"
_STEPS = (1, 2, 5, 10, 15, 30, 60, 90, 180, 365, 730, 1825, 3650)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_KEYS = {
    "band": "phase",
    "blank": "left blank, or length not stated",
    "bar": "from the earliest start to the earliest end",
    "moment": "at one moment",
    "whisker": "latest end",
    "by": "latest start",
    "lasts": "duty that lasts",
    "open": "no end stated",
    "batch": "a part is due",
    "undated": "no day known",
}


def svg(timeline: Timeline) -> str:
    """The whole timeline as one drawing."""
    axis = _Axis.of(timeline)
    top = _top(timeline)
    parts, y, used = [], top, dict[str, None]()
    for words in _remarks(timeline):
        parts.append(_text(_NAMES, y - 4, words, style="italic"))
        y += _LINE
    for bar in timeline.bands:
        parts += _row(bar, y, _band(bar, y, axis))
        used |= dict.fromkeys(_kinds(bar, band=True, to_scale=timeline.to_scale))
        y += _height(bar)
    for title, bars in timeline.groups:
        parts.append(_line(0, y - 2, WIDE, y - 2, _SOFT))
        parts.append(_text(_NAMES, y + _SIZE, title, weight="bold"))
        y += _LINE + _GAP
        for bar in bars:
            parts += _row(bar, y, _bar(bar, y, axis, to_scale=timeline.to_scale))
            used |= dict.fromkeys(_kinds(bar, band=False, to_scale=timeline.to_scale))
            y += _height(bar)
    key, high = _key(tuple(used), y + 6)
    scale = [*_scale(timeline, axis, y)]
    count = sum(len(bars) for _, bars in timeline.groups)
    desc = (
        f"{len(timeline.bands)} phases and {count} obligations along days after signature. {' '.join(timeline.notes)}"
    )
    head = (
        f'<svg class="timeline" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDE} {_n(high)}" '
        f'width="{WIDE}" height="{_n(high)}" font-family="{FONT}" font-size="{_SIZE}" fill="{_INK}">'
        f"<title>Timeline: {escape(timeline.title)}</title><desc>{escape(desc.strip())}</desc>"
    )
    return "".join((head, *scale, *parts, *key, "</svg>"))


def sheets(timeline: Timeline) -> tuple[Timeline, ...]:
    """The timeline cut between rows into timelines that each fit a sheet; each keeps the phases and the axis."""
    axis = _Axis.of(timeline)
    fixed = _top(timeline) + sum(map(_height, timeline.bands)) + 60 + len(_remarks(timeline)) * _LINE
    found: list[list[tuple[str, tuple[Bar, ...]]]] = [[]]
    room = HIGHEST - fixed
    for title, bars in timeline.groups:
        for bar in bars:
            begun = bool(found[-1]) and found[-1][-1][0] == title
            needed = _height(bar) + (0 if begun else _LINE + _GAP)
            if found[-1] and needed > room:
                found.append([])
                room, begun, needed = HIGHEST - fixed, False, _height(bar) + _LINE + _GAP
            room -= needed
            if begun:
                found[-1][-1] = (title, (*found[-1][-1][1], bar))
            else:
                found[-1].append((title, (bar,)))
    return tuple(replace(timeline, groups=tuple(groups), reach=(axis.first, axis.last)) for groups in found)


@dataclass(frozen=True, slots=True)
class _Axis:
    first: int
    last: int

    @classmethod
    def of(cls, timeline: Timeline) -> "_Axis":
        if timeline.reach is not None:
            return cls(*timeline.reach)
        bars = [*timeline.bands, *(bar for _, bars in timeline.groups for bar in bars)]
        days = [day for bar in bars for day in _days(bar)]
        first, last = min((0, *days)), max((1, *days))
        beyond = any(not bar.bounded and bar.starts is not None for bar in bars) and timeline.to_scale
        return cls(first, last + (last - first) // 8 + 1 if beyond else last)

    def x(self, day: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (day - self.first) / (self.last - self.first)


def _days(bar: Bar) -> Iterator[int]:
    yield from (day for day in (bar.starts, bar.ends, bar.latest, bar.starts_by) if day is not None)
    yield from (day for stretch in bar.blank for day in stretch)
    yield from bar.batches


def _remarks(timeline: Timeline) -> list[str]:
    return [words for note in timeline.notes for words in _wrapped(note, WIDE - 2 * _NAMES)]


def _top(timeline: Timeline) -> int:
    return 46 if timeline.signed is not None and timeline.to_scale else 32


def _scale(timeline: Timeline, axis: _Axis, bottom: float) -> Iterator[str]:
    """Day marks along the top, with a line down from each; dates under every other one once the plan is signed."""
    if not timeline.to_scale:
        yield _text(_LEFT, 14, "Not to scale: each phase as wide as the next", weight="bold")
        return
    yield _text(_NOTES, 14, "Takes, and days to spare", fill=_SOFT)
    step = next((each for each in _STEPS if (axis.last - axis.first) / each <= 8), _STEPS[-1])
    begin = -(-axis.first // step) * step
    yield _text(_NAMES, 14, "Day after signature", fill=_SOFT)
    for row, day in enumerate(range(begin, axis.last + 1, step)):
        x = axis.x(day)
        yield _text(x, 14, str(day), anchor="middle")
        if timeline.signed is not None and row % 2 == 0:
            when = timeline.signed + timedelta(day)
            yield _text(x, 28, f"{when.day} {_MONTHS[when.month - 1]} {when.year}", anchor="middle", fill=_SOFT)
        yield _line(x, _top(timeline) - 12, x, bottom, _GRID)


def _row(bar: Bar, y: float, drawn: list[str]) -> list[str]:
    names = [_text(_NAMES + 6, y + _SIZE + row * _LINE, words) for row, words in enumerate(_named(bar))]
    notes = [_text(_NOTES, y + _SIZE + row * _LINE, words) for row, words in enumerate(_noted(bar))]
    return [*drawn, *names, *notes]


def _height(bar: Bar) -> int:
    return _LINE * max(len(_named(bar)), len(_noted(bar)), 1) + _GAP


def _named(bar: Bar) -> list[str]:
    return _wrapped(bar.name, _LEFT - _NAMES - 14)


def _noted(bar: Bar) -> list[str]:
    return _wrapped(bar.note, WIDE - _NOTES)


def _band(bar: Bar, y: float, axis: _Axis) -> list[str]:
    """A phase: a grey band, hatched where its length is open, and a line to its latest end."""
    if bar.starts is None or bar.ends is None:
        return []
    left, right, edge = axis.x(bar.starts), axis.x(bar.ends), axis.x(axis.last)
    drawn = [_rect(left, y + 2, right - left, 11, _BAND, _INK)] if right > left else []
    drawn += _hatched(bar, y + 2, 11, axis)
    if not bar.bounded:
        return [*drawn, *_hatching(max(right, left), y + 2, edge - right, 11)]
    if bar.latest is not None and not bar.blank:
        drawn += _whisker(right, axis.x(bar.latest), y + 7.5)
    return drawn


def _bar(bar: Bar, y: float, axis: _Axis, *, to_scale: bool) -> list[str]:
    if bar.starts is None or (bar.ends is None and not bar.lasts):
        return []
    y += 3
    left, edge = axis.x(bar.starts), axis.x(axis.last)
    right = left if bar.ends is None else axis.x(bar.ends)
    if not to_scale:
        beginning = [f'<rect x="{_n(left + 2)}" y="{_n(y)}" width="3" height="8"/>'] if bar.lasts else []
        return [_rect(left + 2, y, right - left - 4, 8, "#fff", _INK, dashed=True), *beginning]
    middle = y + 4
    drawn = []
    if bar.lasts:
        drawn += _lasting(left, right if bar.bounded else edge, y, open_ended=not bar.bounded)
    elif not bar.bounded:
        drawn += [_line(right, middle, edge - 5, middle, _INK, dashed=True), _arrow(edge, middle)]
    if bar.bounded and bar.latest is not None:
        drawn += _whisker(right, axis.x(bar.latest), middle)
    drawn += _hatched(bar, y, 8, axis)
    if not bar.lasts:
        drawn.append(_diamond(left, middle) if right - left < 1 else _rect(left, y, right - left, 8, _BAR, _INK))
    if (latest := _latest_start(bar)) is not None:
        drawn.append(_triangle(axis.x(latest), middle))
    return drawn + [_diamond(axis.x(day), middle, fill="#fff") for day in bar.batches]


def _latest_start(bar: Bar) -> int | None:
    """The latest day something starts, where that is neither its earliest nor the day it is over at the latest."""
    return None if bar.starts_by in (None, bar.starts, bar.latest) else bar.starts_by


def _kinds(bar: Bar, *, band: bool, to_scale: bool) -> Iterator[str]:
    """Which signs a row uses, for the key."""
    if bar.starts is None:
        return
    if band:
        if bar.ends is not None and bar.ends > bar.starts:
            yield "band"
        if bar.blank or not bar.bounded:
            yield "blank"
        return
    if not to_scale:
        yield from ("undated", *(("lasts",) if bar.lasts else ()))
        return
    yield "lasts" if bar.lasts else "moment" if bar.ends == bar.starts else "bar"
    if not bar.bounded:
        yield "open"
    elif bar.latest is not None and bar.ends is not None and bar.latest > bar.ends:
        yield "whisker"
    if _latest_start(bar) is not None:
        yield "by"
    yield from ("blank" for _ in bar.blank[:1])
    yield from ("batch" for _ in bar.batches[:1])


def _key(used: tuple[str, ...], y: float) -> tuple[list[str], float]:
    """What each sign used means, and how high the drawing is with it."""
    drawn, x = [_line(0, y - 4, WIDE, y - 4, _SOFT)] if used else [], float(_NAMES)
    for kind in (kind for kind in _KEYS if kind in used):
        width = 34 + _width(_KEYS[kind]) + 16
        if x + width > WIDE and x > _NAMES:
            x, y = float(_NAMES), y + _LINE + 3
        drawn += [*_sign(kind, x, y + 3), _text(x + 32, y + _SIZE, _KEYS[kind], fill=_SOFT)]
        x += width
    return drawn, y + _LINE + _GAP if used else y


def _sign(kind: str, x: float, y: float) -> list[str]:
    """A sign of the key, 26 wide."""
    match kind:
        case "band":
            return [_rect(x, y, 26, 9, _BAND, _INK)]
        case "blank":
            return _hatching(x, y, 26, 9)
        case "bar":
            return [_rect(x, y, 26, 8, _BAR, _INK)]
        case "moment":
            return [_diamond(x + 13, y + 4)]
        case "whisker":
            return _whisker(x, x + 25, y + 4)
        case "by":
            return [_triangle(x + 13, y + 4)]
        case "lasts":
            return _lasting(x, x + 26, y, open_ended=False)
        case "open":
            return [_line(x, y + 4, x + 21, y + 4, _INK, dashed=True), _arrow(x + 26, y + 4)]
        case "batch":
            return [_diamond(x + 13, y + 4, fill="#fff")]
        case _:
            return [_rect(x, y, 26, 8, "#fff", _INK, dashed=True)]


def _hatched(bar: Bar, y: float, high: float, axis: _Axis) -> list[str]:
    found: list[str] = []
    for first, last in bar.blank:
        found += _hatching(axis.x(first), y, max(axis.x(last) - axis.x(first), 2), high)
    return found


def _hatching(x: float, y: float, wide: float, high: float) -> list[str]:
    """A box filled with slanting lines, drawn one by one: a pattern would need a reference."""
    strokes = []
    for row in range(int((wide + high) // 5) + 1):
        foot = x - high + row * 5 + 2.5
        low, top = max(foot, x), min(foot + high, x + wide)
        if low < top:
            strokes.append(f"M{_n(low)} {_n(y + high - (low - foot))}L{_n(top)} {_n(y + high - (top - foot))}")
    path = f'<path d="{"".join(strokes)}" stroke="{_INK}" stroke-width="0.8" fill="none"/>'
    return [_rect(x, y, wide, high, "#fff", _INK), path]


def _whisker(left: float, right: float, y: float) -> list[str]:
    if right - left < 1:
        return []
    return [_line(left, y, right, y, _INK), _line(right, y - 3.5, right, y + 3.5, _INK)]


def _lasting(left: float, right: float, y: float, *, open_ended: bool) -> list[str]:
    """A duty that lasts: a pale bar with a heavy beginning; where nothing ends it, open at its end, with an arrow."""
    end = max(right - 7, left) if open_ended else max(right, left + 3)
    drawn = [
        f'<rect x="{_n(left)}" y="{_n(y)}" width="{_n(end - left)}" height="8" fill="{_BAND}"/>',
        _line(left, y, end, y, _INK),
        _line(left, y + 8, end, y + 8, _INK),
        f'<rect x="{_n(left)}" y="{_n(y)}" width="3" height="8"/>',
    ]
    return [*drawn, _arrow(right, y + 4) if open_ended else _line(end, y, end, y + 8, _INK)]


def _arrow(x: float, y: float) -> str:
    return f'<path d="M{_n(x - 7)} {_n(y - 4.5)}L{_n(x)} {_n(y)}L{_n(x - 7)} {_n(y + 4.5)}Z"/>'


def _diamond(x: float, y: float, fill: str = _BAR) -> str:
    points = f"M{_n(x - 5)} {_n(y)}L{_n(x)} {_n(y - 5)}L{_n(x + 5)} {_n(y)}L{_n(x)} {_n(y + 5)}Z"
    return f'<path d="{points}" fill="{fill}" stroke="{_INK}"/>'


def _triangle(x: float, y: float) -> str:
    points = f"M{_n(x - 4)} {_n(y - 4)}L{_n(x + 4)} {_n(y - 4)}L{_n(x)} {_n(y + 3)}Z"
    return f'<path d="{points}" fill="#fff" stroke="{_INK}"/>'


def _rect(x: float, y: float, wide: float, high: float, fill: str, stroke: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}" fill="{fill}" stroke="{stroke}"{dash}/>'
    )


def _line(x: float, y: float, to_x: float, to_y: float, stroke: str, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="4 3"' if dashed else ""
    return f'<line x1="{_n(x)}" y1="{_n(y)}" x2="{_n(to_x)}" y2="{_n(to_y)}" stroke="{stroke}"{dash}/>'


def _text(
    x: float, y: float, words: str, *, anchor: str = "", weight: str = "", style: str = "", fill: str = ""
) -> str:
    named = {"text-anchor": anchor, "font-weight": weight, "font-style": style, "fill": fill}
    said = "".join(f' {name}="{value}"' for name, value in named.items() if value)
    return f'<text x="{_n(x)}" y="{_n(y)}"{said}>{escape(words)}</text>'


def _n(number: float) -> str:
    return f"{round(number, 1):g}"


_NARROW, _BROAD = frozenset("iljtfrI.,;:'|!()[] -\u2019"), frozenset("mwMW@%\u2014")


def _width(words: str) -> float:
    """About how wide words are set; rather too much, for a reader's font may be broader than ours."""
    return _SIZE * sum(
        0.33 if each in _NARROW else 0.86 if each in _BROAD else 0.7 if each.isupper() else 0.51 for each in words
    )


def _wrapped(words: str, wide: float) -> list[str]:
    """Words on at most three lines no wider than this; what is left out is marked, and stands in the plan's table."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer) <= wide or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]} \u2026"]
