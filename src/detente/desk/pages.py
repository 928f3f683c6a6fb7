"""A page before it is drawn: headings, lines with their sources, tables and pictures, all plain frozen values.

Views make pages; the terminal and the brief draw them. A line names the claims it rests on, and how to cite them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from html import escape


@dataclass(frozen=True, slots=True)
class Cite:
    """A claim a line rests on, and the words that name its source."""

    claim: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. `lead` is set in bold before it, `note` in small type after it."""

    text: str
    cites: tuple[Cite, ...] = ()
    lead: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a part of the page. `anchor` lets other lines point here."""

    text: str
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines one under the other, as a list where `bullets` says so."""

    lines: tuple[Line, ...]
    bullets: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads; each cell holds lines. The first cell of a row names it.

    `widths` are the columns' shares of the width, equal by default; `anchors` name the rows.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    anchors: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """Two or more columns of equal width, each with a title: equal room for each side."""

    columns: tuple[tuple[str, tuple["Block", ...]], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on a ladder: who, from which to which rung (an interval, never a choice), and how it is known.

    Not `wanted` where the words refuse or hedge what stands on those rungs.
    """

    who: str
    kind: str
    first: int
    last: int
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Ladder:
    """One issue's options in order, and the marks that stand on them; `alt` says the same in words."""

    title: str
    rungs: tuple[str, ...]
    marks: tuple[Mark, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Something between two measures from 0 to 1, each an interval: (least, greatest)."""

    name: str
    kind: str
    across: tuple[float, float]
    up: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plane:
    """Spots between two measures; `alt` says the same in words, a sentence a spot."""

    across: str
    up: str
    spots: tuple[Spot, ...]
    alt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """One side's advance from seam to seam, least and greatest, on its own scale; below the floor it stops."""

    name: str
    advances: tuple[tuple[float, float], ...]
    floor: float

    @property
    def alt(self) -> str:
        """The seams at which it is below its floor, in a sentence."""
        below = [str(seam) for seam, (low, _) in enumerate(self.advances) if low < self.floor]
        return f"{self.name}: {'below its floor at ' + ', '.join(below) if below else 'above its floor throughout'}."


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that takes days on a timeline: a phase, an obligation, or a duty that lasts.

    It lasts from `starts` to `ends`, both at the earliest; to `latest` at the latest, where nothing bounds that to no
    day. `starts_by` is the latest day it starts. None of the three where the day is not known. `blank` are stretches
    that a blank leaves open, `batches` days on which a part is due, `note` the words at the end of its row.
    """

    name: str
    starts: int | None
    ends: int | None
    latest: int | None = None
    starts_by: int | None = None
    bounded: bool = True
    lasts: bool = False
    blank: tuple[tuple[int, int], ...] = ()
    batches: tuple[int, ...] = ()
    note: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Phases as bands, then bars in named groups, along an axis of days after signature; `signed` is its day 0.

    Not `to_scale`, the days are places in the order of the phases and no days. `reach` are the first and last day of
    the axis, those of the bars by default. `alt` says in words what is drawn.
    """

    title: str
    bands: tuple[Bar, ...]
    groups: tuple[tuple[str, tuple[Bar, ...]], ...]
    to_scale: bool = True
    signed: date | None = None
    notes: tuple[str, ...] = ()
    reach: tuple[int, int] | None = None

    @property
    def alt(self) -> tuple[str, ...]:
        rows = (*self.bands, *(bar for _, bars in self.groups for bar in bars))
        return (*self.notes, *(bar.alt for bar in rows if bar.alt))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns of marks, each saying in one of a few `kinds` how something stood at that time."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def alt(self) -> tuple[str, ...]:
        """Each row in a sentence."""
        told = ((name, zip(self.columns, marks, strict=True)) for name, marks in self.rows)
        return tuple(f"{name}: {'; '.join(f'{column} {mark}' for column, mark in marks)}." for name, marks in told)


class Ink(StrEnum):
    """How words of a text are set: as they stand, in dispute, added or struck."""

    PLAIN = "plain"
    BRACKET = "bracket"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Inked:
    """Some words of a text and how they are set."""

    words: str
    ink: Ink = Ink.PLAIN


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause: its number and title, and its words in one language, or in two side by side; notes stand under it.

    `versions` are (language, words) pairs; `level` is how deep the clause lies, from 1; `language` is the title's;
    `name` is what the text calls it.
    """

    number: str
    title: tuple[Inked, ...]
    level: int
    versions: tuple[tuple[str, tuple[Inked, ...]], ...]
    notes: tuple[Line, ...] = ()
    language: str = "en"
    name: str = ""


RIGHT_TO_LEFT = frozenset(("ar", "he", "fa", "ur", "ps", "yi", "ckb", "sd", "ug", "dv"))
"""Languages written from right to left."""


def direction(language: str) -> str:
    """`rtl` or `ltr`.

    >>> direction("he"), direction("fr")
    ('rtl', 'ltr')
    """
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from nothing to a figure, each with its name; a thin rule shows from where to where the figure may lie."""

    title: str
    bars: tuple[tuple[str, float, float], ...]
    shares: bool = False

    @property
    def alt(self) -> str:
        """Every bar with its figure, in a sentence."""
        told = "; ".join(f"{name} {self.figure(low, high)}" for name, low, high in self.bars)
        return f"{self.title}: {told or 'nothing'}."

    def figure(self, low: float, high: float) -> str:
        """A figure as it is printed."""
        one, other = (f"{each:.0%}" if self.shares else f"{each:.1f}" for each in (low, high))
        return one if one == other else f"{one} to {other}"


@dataclass(frozen=True, slots=True)
class Curve:
    """A share from day to day: in the middle, at its lowest and at its highest."""

    title: str
    across: str
    points: tuple[tuple[float, float, float], ...]

    @property
    def alt(self) -> str:
        """Where it begins, where it is half and where it ends, in a sentence."""
        half = next(
            (day for day, each in enumerate(self.points) if day and each[0] < 0.5 <= self.points[day - 1][0]), None
        )
        falls = f"; it falls below a half on {self.across} {half}" if half is not None else ""
        most = max((middle for middle, *_ in self.points), default=0)
        return f"{self.title}: at most {most:.0%}{falls}."


@dataclass(frozen=True, slots=True)
class Picture:
    """Ladders, courses, bars or curves drawn one under the other, a plane, a timeline, or a grid, with a caption."""

    caption: str
    ladders: tuple[Ladder, ...] = ()
    plane: Plane | None = None
    timeline: Timeline | None = None
    courses: tuple[Course, ...] = ()
    grid: Grid | None = None
    bars: tuple[Bars, ...] = ()
    curves: tuple[Curve, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What the picture shows, for those who do not see it."""
        if self.timeline:
            return self.timeline.alt
        if self.plane:
            return self.plane.alt
        if self.grid:
            return self.grid.alt
        one_under_another: tuple[Ladder | Course | Bars | Curve, ...]
        one_under_another = (*self.ladders, *self.courses, *self.bars, *self.curves)
        return tuple(each.alt for each in one_under_another)


@dataclass(frozen=True, slots=True)
class Break:
    """A new sheet begins here."""


Block = Heading | Lines | Table | Beside | Picture | Passage | Break


@dataclass(frozen=True, slots=True)
class Page:
    """A titled sequence of blocks; `foot` stands at the bottom of every sheet, `banner` at its top.

    `watermark` is written across every sheet, such as whose copy it is. `language` is the one it is mostly in. The
    first `sheets` parts between breaks are each to fit on one sheet; a page that ends with a break is nothing else. One
    that shows a `revision` of a text can be read back.
    """

    title: str
    blocks: tuple[Block, ...]
    foot: str = ""
    banner: str = ""
    watermark: str = ""
    language: str = "en"
    sheets: int = 1
    revision: str = ""

    @property
    def anchors(self) -> frozenset[str]:
        """The claims that some row of the page is about, to which lines can point."""
        return frozenset(slug for block in self.blocks if isinstance(block, Table) for slug in block.anchors)

    @property
    def told(self) -> str:
        """Every word on the page, a line each, as it will be read."""
        return "\n".join(_told(self))

    def _repr_html_(self) -> str:
        """The page for a notebook cell, without pictures."""
        return f"<h2>{escape(self.title)}</h2>" + "".join(_html(block) for block in self.blocks)


def _told(value: object) -> Iterator[str]:
    """The words inside a page or a part of it; words set in several inks are read as one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple) and value and all(isinstance(each, Inked) for each in value):
        yield "".join(each.words for each in value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _told(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _told(getattr(value, each.name))


def lines_of(block: Block) -> tuple[Line, ...]:
    """All lines of a block, with those of its tables and columns."""
    match block:
        case Lines(lines):
            return lines
        case Table(rows=rows):
            return tuple(each for row in rows for cell in row for each in cell)
        case Beside(columns):
            return tuple(each for _, inner in columns for block in inner for each in lines_of(block))
        case Passage(notes=notes):
            return notes
        case _:
            return ()


def line(text: str, *cites: Cite, lead: str = "", note: str = "") -> Line:
    """A line, its sources given one by one."""
    return Line(text, cites, lead, note)


def _html(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Lines(lines):
            return "<ul>" + "".join(f"<li>{_line(each)}</li>" for each in lines) + "</ul>"
        case Table(caption, heads, rows):
            head = "".join(f"<th>{escape(each)}</th>" for each in heads)
            body = "".join(
                "<tr>" + "".join(f"<td>{'<br>'.join(map(_line, cell))}</td>" for cell in row) + "</tr>" for row in rows
            )
            return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{body}</table>"
        case Beside(columns):
            return "".join(f"<h4>{escape(title)}</h4>" + "".join(map(_html, inner)) for title, inner in columns)
        case Picture(caption):
            items = "".join(f"<li>{escape(each)}</li>" for each in block.words)
            return f"<p>{escape(caption)}</p><ul>{items}</ul>"
        case Passage(number, title, level, versions, notes):
            words = "".join(f'<p dir="{direction(language)}">{_inked(told)}</p>' for language, told in versions)
            head = f"<h{level + 2}>{escape(number)} {_inked(title)}</h{level + 2}>" if title else f"{escape(number)} "
            return f"{head}{words}" + "".join(f"<p>{_line(each)}</p>" for each in notes)
        case Break():
            return "<hr>"


_TAGS = {Ink.BRACKET: "b", Ink.INSERTED: "ins", Ink.DELETED: "del"}


def _inked(words: tuple[Inked, ...]) -> str:
    told = ((escape(each.words), _TAGS.get(each.ink)) for each in words)
    return "".join(f"<{tag}>{text}</{tag}>" if tag else text for text, tag in told)


def _line(each: Line) -> str:
    cited = "; ".join(cite.label for cite in each.cites)
    lead = f"<b>{escape(each.lead)}</b> " if each.lead else ""
    return f"{lead}{escape(each.text)} <small>{escape(' '.join(filter(None, (each.note, cited))))}</small>"
