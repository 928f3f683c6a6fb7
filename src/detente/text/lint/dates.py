"""Dates and periods of time as English words state them, and how many days lie between two dates.

A year that a date leaves out is that of the date beside it, or unknown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from detente.case.numerals import NUMBER, number
from detente.text.lint.english import MONTHS

_MONTH = "|".join(MONTHS)
DATE = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})(?:,? (?P<y>\d{{4}}))?\b"
    rf"|\b(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:, (?P<y2>\d{{4}}))?\b(?! \w+ \d{{4}})"
    r"|\b(?P<iso>\d{4}-\d\d-\d\d)\b"
)
UNITS = {"hour": Fraction(1, 24), "day": Fraction(1), "week": Fraction(7), "fortnight": Fraction(14)}
_PERIOD = re.compile(
    rf"(?<![\w.,])(?P<n>{NUMBER})[ -](?:(?:calendar|working|consecutive|full|whole|further|additional|more) )?"
    r"(?P<unit>hour|day|week|fortnight|month|year)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in some words; `year` is None where none is told and none can be taken from beside it."""

    year: int | None
    month: int
    day: int
    start: int
    end: int

    @property
    def on(self) -> date | None:
        try:
            return date(self.year, self.month, self.day) if self.year else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Period:
    """So many hours, days, weeks or months, and where the words for it stand."""

    count: Fraction
    unit: str
    words: str
    start: int
    end: int

    @property
    def days(self) -> Fraction | None:
        """In days, which months and years are not."""
        return self.count * UNITS[self.unit] if self.unit in UNITS else None


def dates(words: str) -> tuple[Dated, ...]:
    """Every date, in order.

    >>> [each.on for each in dates("from 20 January to 20 July 2014")]
    [datetime.date(2014, 1, 20), datetime.date(2014, 7, 20)]
    """
    found = tuple(_dated(words))
    years = [each.year for each in found if each.year]
    last = max(years, default=None)
    told: list[Dated] = []
    for row, each in enumerate(found):
        nearest = next((later.year for later in found[row:] if later.year), last)
        told.append(Dated(each.year or nearest, each.month, each.day, each.start, each.end))
    return tuple(told)


def _dated(words: str) -> Iterator[Dated]:
    for found in DATE.finditer(words):
        if found["iso"]:
            year, month, day = (int(part) for part in found["iso"].split("-"))
            yield Dated(year, month, day, found.start(), found.end())
        else:
            told = found["y"] or found["y2"]
            month = MONTHS.index(found["m"] or found["m2"]) + 1
            yield Dated(int(told) if told else None, month, int(found["d"] or found["d2"]), found.start(), found.end())


def periods(words: str) -> tuple[Period, ...]:
    """Every period of time, in order.

    >>> [(str(each.count), each.unit) for each in periods("for 30 days, after a two-week pause")]
    [('30', 'day'), ('2', 'week')]
    """
    return tuple(
        Period(number(found["n"].casefold()), found["unit"].casefold(), found[0], found.start(), found.end())
        for found in _PERIOD.finditer(words)
    )


def recurs(words: str, period: Period) -> bool:
    """The period tells how often, not how long: `every 34 days`.

    >>> [recurs("every 34 days", each) for each in periods("every 34 days")]
    [True]
    """
    return re.search(r"\b(?:every|each|once in|per)\s*$", words[: period.start], re.IGNORECASE) is not None


def months_later(first: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter.

    >>> months_later(date(2014, 1, 31), 1)
    datetime.date(2014, 2, 28)
    """
    year, month = divmod(first.month - 1 + months, 12)
    for day in range(first.day, 27, -1):
        try:
            return date(first.year + year, month + 1, day)
        except ValueError:
            continue
    return date(first.year + year, month + 1, first.day)
