"""When: days, months and spans that a text names, resolved against the document's own date.

A weekday or a day without a year is the nearest one before the document's date in a sentence about the past, and the
nearest one after it in a sentence about what is to come; the tense of the verb above it decides, and where there is
none, the past. A span keeps both ends; "the coming days" begins on the document's date and has no stated end. The
result is written as in ISO 8601: 2024-01-21, 2023-11, 2019, 2024-01-22/2024-01-28, 2024-01-22/...
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente.case.numerals import number
from detente.intake.parsed import Paragraph, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Token

DAYS = [name.lower() for name in calendar.day_name]
MONTHS = [name.lower() for name in calendar.month_name]
_D = "|".join(DAYS)
_M = "|".join(m.capitalize() for m in MONTHS if m)
_ABBREVIATED = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTH = rf"(?:{_M}|(?:{_ABBREVIATED})\b\.?)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<y>\d{4}))?"
_BEFORE_MONTH = "".join(
    rf"|(?<=\b{word} )"
    for word in "In in since last Last next Next by From from until early Early late Late the The this of".split()
)
_BEFORE_YEAR = "|".join(rf"(?<=\b{word} )" for word in "in In since Since of by until from early late".split())
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b")),
    ("range", re.compile(rf"\b(?P<d>{_NTH})(?: ?- ?| to | and | until )(?P<e>{_NTH}) (?P<m>{_MONTH}){_YEAR}")),
    ("range", re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>{_NTH})(?: ?- ?| to | and )(?P<e>{_NTH})\b{_YEAR}")),
    ("day", re.compile(rf"\b(?:(?:{_D}),? )?(?:the )?(?P<d>{_NTH})(?: of)? (?P<m>{_MONTH}){_YEAR}", re.I)),
    ("day", re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>{_NTH})\b(?!\s?(?:people|percent)){_YEAR}")),
    ("month", re.compile(rf"\b(?P<m>{_MONTH}),? (?P<y>\d{{4}})\b")),
    ("month", re.compile(rf"(?:{_BEFORE_MONTH[1:]})(?P<m>{_M})\b(?! \d)")),
    ("weekday", re.compile(rf"\b(?:(?P<which>last|next|this|the following|the previous) )?(?P<w>{_D})\b", re.I)),
    ("ago", re.compile(r"\b(?P<n>\w+) (?P<u>day|week|month|year)s? (?:ago|earlier)\b", re.I)),
    ("deictic", re.compile(r"\b(?P<w>yesterday|today|tomorrow|tonight)\b", re.I)),
    (
        "unit",
        re.compile(
            r"\b(?P<which>last|next|this|the coming|the following|the previous) (?P<u>week|weekend|month|year)\b", re.I
        ),
    ),
    (
        "span",
        re.compile(
            r"(?<!would )(?<!will )(?<!to )(?<!which )\b(?P<which>coming|next|last|past|recent|following|previous) "
            r"(?:(?P<n>few|two|three|four|five|six|seven|ten|several|\d+) )?(?P<u>day|week|month|year)s\b",
            re.I,
        ),
    ),
    ("year", re.compile(rf"(?<![\d,.$-])\b(?:{_BEFORE_YEAR})(?P<y>(?:19|20)\d\d)\b(?!\s(?:people|troops|fighters))")),
)
_AHEAD = frozenset("will shall would may could might should".split())
_PLANNED = frozenset("set due scheduled expected plan schedule expect".split())
_TIMETABLED = frozenset("start begin open end expire resume close fall arrive leave meet convene".split())
"""In the present tense these tell of a timetable: "the season starts on 1 September"."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date where it stands; `iso` is None where the words fix none."""

    start: int
    end: int
    iso: str | None
    paragraph: int = 0


def dates(parsed: Parsed, on: date) -> tuple[Dated, ...]:
    """Every date of a text in its order, resolved against the document's date `on`."""
    found: list[Dated] = []
    for paragraph in parsed.paragraphs:
        for form, pattern in _FORMS:
            for match in pattern.finditer(paragraph.doc.text):
                start, end = paragraph.start + match.start(), paragraph.start + match.end()
                if any(start < o.end and o.start < end for o in found):
                    continue
                iso = read(form, match, on, ahead=_ahead(paragraph, match.start()))
                if iso is not None:
                    found.append(Dated(start, end, iso, paragraph.number))
    return tuple(sorted(found, key=lambda each: each.start))


def reread(words: str, on: date, *, ahead: bool) -> str | None:
    """What words by themselves say, given the date of the document and whether they speak of what is to come."""
    for form, pattern in _FORMS:
        for text in (words, f"in {words}"):
            if (match := pattern.search(text)) and match.end() == len(text):
                return read(form, match, on, ahead=ahead)
    return None


def read(form: str, match: re.Match[str], on: date, *, ahead: bool) -> str | None:
    """The date of a match as ISO 8601, or None where there is no such day."""
    g = match.groupdict()
    if form == "year":
        return str(g["y"])
    if form in ("iso", "day", "range"):
        return _day(g, on, ahead=ahead, numeric=form == "iso")
    if form == "month":
        month = _month(g["m"])
        return f"{g.get('y') or _year(on, month, ahead=ahead)}-{month:02d}"
    if form == "weekday":
        which = (g["which"] or "").lower()
        return _weekday(
            on,
            DAYS.index(g["w"].lower()),
            ahead=(ahead and which not in ("last", "the previous")) or which in ("next", "the following"),
        ).isoformat()
    if form == "deictic":
        shift = {"yesterday": -1, "tomorrow": 1}.get(g["w"].lower(), 0)
        return (on + timedelta(shift)).isoformat()
    if form == "ago":
        return _ago(g, on)
    if form == "unit":
        return _unit(g["which"].lower().removeprefix("the "), g["u"].lower(), on)
    return _span(g, on)


def _day(g: dict[str, str], on: date, *, ahead: bool, numeric: bool) -> str | None:
    month = int(g["m"]) if numeric else _month(g["m"])
    day = int(re.sub(r"\D", "", g["d"]))
    year = int(g["y"]) if g.get("y") else None
    try:
        if year is None:
            year = on.year
            here = date(year, month, day)
            if ahead and here < on:
                year += 1
            elif not ahead and here > on:
                year -= 1
        first = date(year, month, day)
        if g.get("e"):
            return f"{first.isoformat()}/{date(year, month, int(re.sub(r'[^0-9]', '', g['e']))).isoformat()}"
    except ValueError:
        return None
    return first.isoformat()


def _month(word: str) -> int:
    return next(i for i, name in enumerate(MONTHS) if name and name.startswith(word.lower().rstrip(".")[:3]))


def _year(on: date, month: int, *, ahead: bool) -> int:
    if ahead:
        return on.year + (month < on.month)
    return on.year - (month > on.month)


def _weekday(on: date, weekday: int, *, ahead: bool) -> date:
    """The nearest such weekday; the document's own day counts for both directions."""
    back = (on.weekday() - weekday) % 7
    return on + timedelta((7 - back) % 7) if ahead else on - timedelta(back)


def _ago(g: dict[str, str], on: date) -> str | None:
    try:
        n = int(number(g["n"].lower())) if re.fullmatch(r"\d+|an?|[a-z]+", g["n"].lower()) else None
    except (KeyError, ValueError):
        return None
    if not n or (g["n"].lower() not in ("a", "an", "one") and n == 1):
        return None
    unit = g["u"].lower()
    if unit in ("day", "week"):
        return (on - timedelta(n * (7 if unit == "week" else 1))).isoformat()
    months = on.year * 12 + on.month - 1 - n * (12 if unit == "year" else 1)
    return f"{months // 12}-{months % 12 + 1:02d}" if unit == "month" else str(on.year - n)


def _unit(which: str, unit: str, on: date) -> str:
    shift = {"last": -1, "previous": -1, "this": 0}.get(which, 1)
    if unit == "year":
        return str(on.year + shift)
    if unit == "month":
        months = on.year * 12 + on.month - 1 + shift
        return f"{months // 12}-{months % 12 + 1:02d}"
    monday = on - timedelta(on.weekday()) + timedelta(7 * shift)
    first = monday + timedelta(5) if unit == "weekend" else monday
    return f"{first.isoformat()}/{(monday + timedelta(6)).isoformat()}"


def _span(g: dict[str, str], on: date) -> str:
    return f"{on.isoformat()}/.." if g["which"].lower() in ("coming", "next", "following") else f"../{on.isoformat()}"


def _ahead(paragraph: Paragraph, at: int) -> bool:
    """Whether the verb above these words speaks of what is to come."""
    span = paragraph.doc.char_span(at, at + 1, alignment_mode="expand")
    if span is None:
        return False
    token: Token = span[0]
    while token.head != token and not (token.pos_ in ("VERB", "AUX") and token.dep_ != "aux"):
        token = token.head
    helpers = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
    if "have" in helpers or "had" in helpers or "has" in helpers:
        return False
    if helpers & _AHEAD or token.lower_ in _PLANNED:
        return True
    if token.tag_ in ("VBZ", "VBP") and token.lemma_ in _TIMETABLED:
        return True
    return (token.tag_ == "VB" and "to" in helpers and token.head.tag_ not in ("VBD",)) or (
        token.dep_ == "xcomp" and token.head.lower_ in _PLANNED
    )
