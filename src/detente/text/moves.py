"""What moved in a text after a round: who put forward, withdrew, closed, opened again, struck or reworded what.

Every move stands in the file with its round; a bracket that was closed and opened again shows as both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from detente.errors import must_be_known
from detente.text.model import Bracket, Clause, Text


class What(StrEnum):
    """A kind of move, in the order in which they are told."""

    CLOSED = "closed"
    REOPENED = "opened again"
    OPENED = "opened"
    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    REWORDED = "reworded"
    ADDED = "added"
    STRUCK = "struck"
    ANSWERED = "answered"
    READ = "read in its own way"
    FLOATED = "put forward"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True, slots=True)
class Move:
    """One move: in which round, what, about which clause, bracket, alternative or floated thing, by whom."""

    round: str
    what: What
    about: str
    by: tuple[str, ...] = ()
    says: str = ""


def moves(text: Text, since: str) -> tuple[Move, ...]:
    """All that moved after the round `since`, round by round. Raises UnknownName for a round the text does not have."""
    must_be_known("round", since, text.rounds)
    later = text.rounds[text.rounds.index(since) + 1 :]
    order = list(What)
    found = (each for each in course(text) if each.round in later)
    return tuple(sorted(found, key=lambda each: (later.index(each.round), order.index(each.what))))


def course(text: Text) -> Iterator[Move]:
    """Every move there was, in the order of the file."""
    for clause in text.clauses:
        yield from _of_clause(clause)
    for bracket in text.brackets:
        yield from _of_bracket(bracket)
    for answer in text.answers:
        yield Move(answer.round or "", What.ANSWERED, answer.to, (answer.of,), str(answer.says))
    for note in text.understandings:
        yield Move(note.round or "", What.READ, note.clause, (note.of,), note.reads)
    for floated in text.pool:
        yield Move(floated.round or "", What.FLOATED, floated.id, floated.by, floated.says)
        if floated.withdrawn:
            yield Move(floated.withdrawn, What.TAKEN_BACK, floated.id, floated.by, floated.says)


def _of_clause(clause: Clause) -> Iterator[Move]:
    yield Move(clause.round or "", What.ADDED, clause.id, clause.wordings[0].by if clause.wordings else ())
    for wording in clause.wordings[1:]:
        yield Move(wording.round or "", What.REWORDED, clause.id, wording.by)
    if clause.struck:
        yield Move(clause.struck, What.STRUCK, clause.id)


def _of_bracket(bracket: Bracket) -> Iterator[Move]:
    yield Move(bracket.round or "", What.OPENED, bracket.id)
    for each in bracket.alternatives:
        yield Move(each.round or "", What.PROPOSED, f"{bracket.id}.{each.id}", each.by, each.words)
        if each.withdrawn:
            yield Move(each.withdrawn, What.WITHDRAWN, f"{bracket.id}.{each.id}", each.by, each.words)
    for turn in bracket.turns:
        about = f"{bracket.id}.{turn.closes}" if turn.closes else bracket.id
        yield Move(turn.round, What.CLOSED if turn.closes else What.REOPENED, about, turn.by)
