"""A start, an end and a number of days in one clause that do not fit each other."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.dates import Dated, Period, dates, months_later, periods
from detente.text.lint.readings import Reading, in_each_clause

_DAY_N = re.compile(r"\b(?:the )?(?:day (?P<n>\d{1,3})\b|(?P<nth>\d{1,3})(?:st|nd|rd|th) day\b)", re.IGNORECASE)
_LASTS = re.compile(
    r"\b(?:for|last(?:s|ing)?|runs?(?: for)?|running(?: for)?|period of|holds? for|of|is|are|that is|,|\()"
    r"(?: (?:a|the|period of|about|exactly))*\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"^ (?:after|from|before|later than)\s*$", re.IGNORECASE)
_ELSEWHERE = re.compile(r"['’]|,? (?:of|after|before|prior|later|earlier|each|every|a|per)\b", re.IGNORECASE)
_TO_DATES = (" from ", ", from ", ")", " to ", " until ")
_SIGNED = re.compile(r"^ (?:of|after|from|following) (?:the )?(?:(?:day|date) of )?(?:its )?signature\b", re.IGNORECASE)
_FIRST_IS_ZERO = re.compile(r"\bday (?:0|zero)\b|\bnot counted\b|\bdoes not count\b", re.IGNORECASE)
_FIRST_IS_ONE = re.compile(
    r"\bday (?:1|one)\b|\bfirst day (?:is counted|counts)\b|\bboth (?:days )?(?:are )?counted\b", re.IGNORECASE
)

_NEAR = 5
"""Days by which a day or a date may be out and still be held for the one meant."""

_LONGEST = 1200
"""Months beyond which nothing is reckoned: no agreement is made for longer than a century."""


@rule(
    "DT0658",
    "A start, an end and a number of days that do not fit",
    why="Geneva, 2014: half a year to 20 July was called day 180; with 20 January as day 0 it is day 181.",
    remedy="Keep two of the three, or mend the one that is out; say under `day_count` which day is day 0.",
    severity=Severity.WARNING,
)
def dates_and_days_fit(draft: Draft) -> Iterator[Fault]:
    signed = draft.plan.calendar.signature if draft.plan else None

    def find(reading: Reading) -> Iterator[str]:
        yield from _misfits(reading.words, draft.text.day_count)
        if signed:
            yield from _misfits_from_signature(reading.words, signed)

    return in_each_clause(draft, find)


def _misfits(words: str, rule_of_days: str) -> Iterator[str]:
    """What a clause with two dates calls the time between them, and which it is not."""
    told = tuple(each for each in dates(words) if each.on)
    ends = sorted({each.on for each in told if each.on})
    if len(ends) != 2:
        return
    first, last = ends
    days = (last - first).days
    fits = _allowed(days, rule_of_days)
    counted = f"from {_say(first)} to {_say(last)} it is {days} days with the first day as day 0, {days + 1} with both"
    for each in periods(words):
        if not _fits(each, first, last, fits) and (_spans(words, each, told) or _nearly(each, days)):
            yield f"{each.words!r} does not fit its dates: {counted}"
    for found in _DAY_N.finditer(words):
        number = int(found["n"] or found["nth"])
        if number not in fits and abs(number - days) <= _NEAR:
            yield f"{found[0]!r} does not fit its dates: {counted}"


def _fits(period: Period, first: date, last: date, days: tuple[int, ...]) -> bool:
    """The period is as long as the time between two dates; hours, and parts of months, are not looked at."""
    if period.unit in ("month", "year"):
        months = period.count * (12 if period.unit == "year" else 1)
        return months.denominator != 1 or (months <= _LONGEST and _whole_months(first, last, int(months)))
    return period.unit == "hour" or period.days in days


def _nearly(period: Period, days: int) -> bool:
    """It is out by so little that it must be meant for the time between the dates."""
    return period.days is not None and abs(period.days - days) <= 1


def _misfits_from_signature(words: str, signed: date) -> Iterator[str]:
    """A number of days after signature beside the one date it is to end on, and the day of signature known."""
    told = {each.on for each in dates(words) if each.on} - {signed}
    for each in periods(words):
        if each.days and each.days <= 30 * _LONGEST and len(told) == 1 and _SIGNED.match(words[each.end :]):
            ends = signed + timedelta(int(each.days))
            if 0 < abs((next(iter(told)) - ends).days) <= _NEAR:
                yield f"{each.words!r} does not fit its date: signed on {_say(signed)}, it ends on {_say(ends)}"


def _allowed(days: int, rule_of_days: str) -> tuple[int, ...]:
    """The numbers of days that two dates may be called, by the text's own rule where it has one."""
    if _FIRST_IS_ZERO.search(rule_of_days):
        return (days,)
    return (days + 1,) if _FIRST_IS_ONE.search(rule_of_days) else (days, days + 1)


def _spans(words: str, period: Period, told: tuple[Dated, ...]) -> bool:
    """The period is said of the time between the two dates, and of nothing else."""
    following = words[period.end :]
    if any(each.start >= period.end and _BETWEEN.match(words[period.end : each.start]) for each in told):
        return True
    if _ELSEWHERE.match(following):
        return False
    return bool(_LASTS.search(words[: period.start])) or following.startswith(_TO_DATES)


def _whole_months(first: date, last: date, months: int) -> bool:
    """The last day is that of the same date, or the one before it, or the last of its month."""
    same = months_later(first, months)
    return last in (same, same - timedelta(1)) or (
        (last + timedelta(1)).day == 1 and (last.year, last.month) == (same.year, same.month)
    )


def _say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
