"""Periods of time: from when they run, and by what rule their days and months are counted."""

import re
from collections.abc import Iterator

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.dates import DATE, Period, periods, recurs
from detente.text.lint.english import MONTHS
from detente.text.lint.readings import Reading, in_each_clause, in_english, readings

_LEAD = re.compile(
    r"\b(?:within|in|for|during|after|over|lasts?|lasting|last|holds? for|not? later than|no more than|at most)(?: (?:"
    r"a|the|another|further|next|following|period of|maximum of|at least|at most|up to|about|not? more than))*\s*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r",? ?\(?(?:of|after|from|following|before|prior|thereafter|later|earlier|ahead|since|starting|beginning|counted|"
    r"counting|upon|on which|as (?:of|from))\b|['’]| (?:a|an|per|each|every|in (?:the|each|every|a)) ",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:upon|once|following|when|whenever|if|as soon as|thereafter|each time|then|"
    r"(?<!look )after(?! (?:\d|one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+ty|[a-z]+teen)\b)|"
    r"(?:begin|start|commenc)\w* (?:on|at|with|from|when|as)|counted|on the (?:day|date|first|last|second)|"
    r"from (?:the (?:\w+ )?(?:day|date|start|end|beginning|signature|entry|moment|time|hour|completion)|its|this|that|"
    r"then|when|midnight|noon|sunset|signature|\d|" + "|".join(MONTHS) + r"))",
    re.IGNORECASE,
)
_RUN_FROM = re.compile(
    r"\bperiods?\b.*\b(?:runs?|starts?|begins?|(?:is|are) counted|counts?)\b.*\bfrom\b", re.IGNORECASE
)
_RULE = re.compile(
    r"\bday (?:0|zero|1|one)\b|\b(?:is|are) (?:not )?counted\b|\bcalendar days\b|"
    r"\bcounts as (?:a|the|one) (?:whole |full )?day\b",
    re.IGNORECASE,
)
_MONTH_RULE = re.compile(r"\bmonths?\b", re.IGNORECASE)


@rule(
    "DT0656",
    "A period without the event it runs from",
    why="“Within ten days” of nothing named runs, for each side, from the day that suits it.",
    remedy="Say from when: of the day of signature, after the release has been verified.",
    severity=Severity.WARNING,
)
def periods_run_from_an_event(draft: Draft) -> Iterator[Fault]:
    if _RUN_FROM.search(draft.text.day_count):
        return iter(())

    def find(reading: Reading) -> Iterator[str]:
        for each in _open_periods(reading.words):
            if not _STARTS.search(reading.words) and not DATE.search(reading.words):
                yield f"{each.words!r} runs from nothing that is named"

    return in_each_clause(draft, find)


def _open_periods(words: str) -> Iterator[Period]:
    """Periods with nothing right behind them that they run from, that are no rate, and no distance from something."""
    for each in periods(words):
        if each.unit != "year" and _LEAD.search(words[: each.start]) and not _TAIL.match(words, each.end):
            yield each


@rule(
    "DT0657",
    "Days or months without a rule of counting",
    why="Whether the first day counts moves every deadline by one; a month has 28 to 31 days.",
    remedy="Say under `day_count` which day is day 0, when a day ends, and how a month is counted.",
    severity=Severity.WARNING,
)
def days_are_counted_by_a_rule(draft: Draft) -> Iterator[Fault]:
    if not in_english(draft.text):
        return
    told = tuple((each, period) for each in readings(draft.text) for period in periods(each.words))
    ruled = draft.text.day_count or any(_RULE.search(each.words) for each, _ in told)
    of_days = [p for each, p in told if p.unit in ("day", "week", "fortnight") and not recurs(each.words, p)]
    if of_days and not ruled:
        yield ("day_count",), f"{of_days[0].words!r} stands in the text, and nothing says how days are counted"
    if not _MONTH_RULE.search(draft.text.day_count):
        yield from in_each_clause(draft, _months)


def _months(reading: Reading) -> Iterator[str]:
    """Periods in months that no pair of dates makes plain."""
    for each in periods(reading.words):
        told = _LEAD.search(reading.words[: each.start]) or _TAIL.match(reading.words, each.end)
        if each.unit == "month" and told and not recurs(reading.words, each) and len(DATE.findall(reading.words)) < 2:
            yield f"{each.words!r} is counted in months, and nothing says how months are counted"
