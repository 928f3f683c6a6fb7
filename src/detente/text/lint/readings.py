"""The clauses of a text as they may be read today: every standing alternative of a bracket is in one of the readings.

A clause without an open bracket has one reading. Struck clauses have none. A pointer to another clause reads as `§`,
so that a clause's number is not taken for an amount; a bracket without words reads as a blank.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from detente.case.rule import Fault
from detente.errors import Path
from detente.text.check import Draft
from detente.text.model import Bracket, Clause, Text
from detente.text.rounds import in_force
from detente.text.wording import BLANK, MARK

POINTER = "§"


@dataclass(frozen=True, slots=True)
class Reading:
    """One clause in one way of filling its brackets."""

    clause: Clause
    words: str

    @property
    def where(self) -> Path:
        return ("clauses", self.clause.id)


def in_english(text: Text) -> bool:
    """The text's own language is one whose words the rules know."""
    return text.language.split("-")[0] == "en"


def readings(text: Text) -> Iterator[Reading]:
    """Every reading of every clause that has words, in the order of the text.

    >>> from detente.text.model import Alternative, Wording
    >>> days = Bracket("days", "Days", alternatives=(Alternative("a", "5 days"), Alternative("b", "9 days")))
    >>> halt = Clause("halt", wordings=(Wording("All is quiet for [days], as {halt} says."),))
    >>> [each.words for each in readings(Text("t", "T", clauses=(halt,), brackets=(days,)))]
    ['All is quiet for 5 days, as § says.', 'All is quiet for 9 days, as § says.']
    """
    brackets = {each.id: _ways(each) for each in text.brackets}
    clauses = {each.id for each in text.clauses}
    for clause in in_force(text).clauses:
        words = clause.wording.words
        count = max((len(brackets[mark[1]]) for mark in MARK.finditer(words) if mark[1] in brackets), default=1)
        for row in range(count if words else 0):
            yield Reading(clause, _filled(words, brackets, clauses, row))


def settled(text: Text) -> Iterator[Reading]:
    """Every clause that has words, each open bracket a blank."""
    brackets = {each.id: (each.chosen.words,) if each.chosen else (BLANK,) for each in text.brackets}
    clauses = {each.id for each in text.clauses}
    for clause in in_force(text).clauses:
        if clause.wording.words:
            yield Reading(clause, _filled(clause.wording.words, brackets, clauses, 0))


def _ways(bracket: Bracket) -> tuple[str, ...]:
    ways = (bracket.chosen,) if bracket.chosen else bracket.standing
    return tuple(each.words or BLANK for each in ways) or (BLANK,)


def _filled(words: str, brackets: Mapping[str, tuple[str, ...]], clauses: set[str], row: int) -> str:
    def fill(mark: re.Match[str]) -> str:
        if mark[1] in brackets:
            return brackets[mark[1]][min(row, len(brackets[mark[1]]) - 1)]
        return POINTER if mark[2] in clauses else mark[0]

    return MARK.sub(fill, words)


def in_each_clause(draft: Draft, find: Callable[[Reading], Iterator[str]]) -> Iterator[Fault]:
    """What a finder of sentences says of the readings of an English text, each thing once for a clause."""
    if not in_english(draft.text):
        return
    said: set[tuple[str, str]] = set()
    for reading in readings(draft.text):
        for says in find(reading):
            if (reading.clause.id, says) not in said:
                said.add((reading.clause.id, says))
                yield reading.where, says
