"""Amounts as English words state them: a number and what there are so many of.

Dates, periods, hours of the day, and numbers that only name something (`stage 2`, `map 1`) are no amounts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from detente.case.numerals import NUMBER, ONE, number
from detente.text.lint.dates import DATE, periods
from detente.text.lint.english import COUNTED, LINKS, singular, worded

_NUMBER = re.compile(rf"(?<![\w.,:/-])(?:{NUMBER})(?![\w:/]|[.,]\d)", re.IGNORECASE)
NAMED = re.compile(
    r"\b(?:stage|phase|step|map|annex|article|clause|section|paragraph|point|day|resolution|number|no\.|list|zone|"
    r"sector|route|road|group|round|week|year|table)s? \d[\d.]*\b|\b\d{1,2}:\d\d\b|\b(?:19|20)\d\d\b(?! [a-z])",
    re.IGNORECASE,
)
"""A number that only names something."""
_PER_CENT = re.compile(r"\s?(?:%|per ?cent\b)")
SHARE = "%"


@dataclass(frozen=True, slots=True)
class Figure:
    """So many of something; `of` is the noun in the singular, `%` for a share, '' where no noun follows."""

    value: Fraction
    of: str
    start: int
    end: int


def figures(words: str) -> tuple[Figure, ...]:
    """Every amount, in order.

    >>> [(str(each.value), each.of) for each in figures("On 3 May North frees 1,200 unarmed prisoners within 5 days.")]
    [('1200', 'prisoner')]
    """
    return tuple(_figures(_without_times(words)))


def _figures(words: str) -> Iterator[Figure]:
    for found in _NUMBER.finditer(words):
        if found[0].casefold() in ONE:
            continue
        share = _PER_CENT.match(words, found.end())
        noun = SHARE if share else _noun(words[found.end() : found.end() + 60])
        yield Figure(number(found[0].casefold()), noun, found.start(), found.end())


def _without_times(words: str) -> str:
    """The words with dates, periods and mere names of things blotted out, each place kept."""
    spans = [(each.start(), each.end()) for pattern in (DATE, NAMED) for each in pattern.finditer(words)]
    spans += [(each.start, each.end) for each in periods(words)]
    for start, end in spans:
        words = words[:start] + "|" * (end - start) + words[end:]
    return words


def _noun(following: str) -> str:
    """What there are so many of: the first word that agreements count, else the last before a link."""
    last, reached = "", 0
    for each in worded(following)[:4]:
        if (
            each.plain in LINKS
            or each.plain in ("a", "an", "the", "its", "their")
            or following[reached : each.start].strip()
        ):
            break
        last, reached = singular(each.words), each.end
        if last in COUNTED:
            break
    return last
