"""How far a text has come, round by round: which brackets stand open, by issue and by side.

A count of brackets is no measure of how near the sides are: one bracket may hold the whole dispute. A bracket that was
opened again shows as such, and is never counted among those that were always open.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from detente.case.model import Case, Setting
from detente.text.answers import stands
from detente.text.model import Bracket, Reply, Text
from detente.text.rounds import after


class State(StrEnum):
    """Where a bracket stood after a round."""

    ABSENT = "not there yet"
    OPEN = "open"
    CLOSED = "closed"
    REOPENED = "opened again"


@dataclass(frozen=True, slots=True)
class Row:
    """One bracket, and where it stood after each round."""

    bracket: str
    issue: str | None
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """How one side answered, in one column, to the brackets open after each round: brackets a round, by answer.

    A side that put forward an alternative that stands counts under `own`; else its last answers to what stands count,
    the most accepting one; `none` where none is reported.
    """

    of: str
    setting: Setting
    answers: tuple[tuple[tuple[str, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Convergence:
    """The rounds, the course of each bracket, and each side's answers to those that were open."""

    rounds: tuple[str, ...]
    rows: tuple[Row, ...]
    sides: tuple[Side, ...]

    def open(self, issue: str | None = None) -> tuple[int, ...]:
        """How many brackets, or those on one issue, stood open after each round, opened again or not."""
        rows = [row for row in self.rows if issue in (None, row.issue)]
        is_open = (State.OPEN, State.REOPENED)
        return tuple(sum(row.states[at] in is_open for row in rows) for at in range(len(self.rounds)))

    @property
    def issues(self) -> tuple[str, ...]:
        """The issues that brackets are about, in the order of the file."""
        return tuple(dict.fromkeys(row.issue for row in self.rows if row.issue))


OWN, NONE = "own", "none"


def convergence(text: Text, case: Case) -> Convergence:
    """The course of every bracket over the text's rounds, and how each side answered to what was open."""
    stages = tuple(after(text, name) for name in text.rounds)
    rows = tuple(Row(each.id, each.issue, tuple(_state(stage, each.id) for stage in stages)) for each in text.brackets)
    given = (each.setting for each in stands(text, case) if "." in each.to)
    columns = tuple(dict.fromkeys(given)) or (Setting.FROM_THE_ROOM,)
    sides = tuple(
        Side(party.id, setting, tuple(_answers(stage, case, party.id, setting) for stage in stages))
        for party in case.parties
        for setting in columns
    )
    return Convergence(text.rounds, rows, sides)


def _state(stage: Text, name: str) -> State:
    bracket = next((each for each in stage.brackets if each.id == name), None)
    if bracket is None:
        return State.ABSENT
    if bracket.chosen:
        return State.CLOSED
    return State.REOPENED if bracket.reopened else State.OPEN


def _answers(stage: Text, case: Case, party: str, setting: Setting) -> tuple[tuple[str, int], ...]:
    last = {each.to: each.answer.says for each in stands(stage, case) if (each.of, each.setting) == (party, setting)}
    counts = Counter(_answer(each, party, last) for each in stage.brackets if not each.chosen)
    return tuple((kind, counts[kind]) for kind in (OWN, *(str(each) for each in Reply), NONE))


def _answer(bracket: Bracket, party: str, last: dict[str, Reply]) -> str:
    if any(party in each.by for each in bracket.standing):
        return OWN
    given = {last.get(f"{bracket.id}.{each.id}") for each in bracket.standing}
    return next((str(reply) for reply in Reply if reply in given), NONE)
