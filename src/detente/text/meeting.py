"""What to take into tomorrow's room, from a text: what to ask each side, what may be conveyed, what to keep back.

Questions are the same of every side: of each open bracket, what it has not answered, or not accepted. What is kept back
from a side is what mediators know and it may not see; this is for mediators alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.case.model import MEDIATORS, Case
from detente.case.secrecy import may_read, readers
from detente.text.answers import Stand, stands
from detente.text.model import Alternative, Answer, Bracket, Floated, Release, Reply, Text, Understanding
from detente.text.secrecy import label


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to one side on an open bracket: `about` an alternative that is not its own, or None to ask for words.

    `last` is its last answer to that alternative, the one reported from nearest where several columns have one.
    """

    of: str
    bracket: Bracket
    about: Alternative | None
    last: Stand | None


def asks(text: Text, case: Case, party: str) -> tuple[Ask, ...]:
    """What to ask one side of each open bracket: of others' alternatives that it does not accept, or for words."""
    last = {(each.of, each.to): each for each in stands(text, case)}
    return tuple(each for bracket in text.brackets if not bracket.chosen for each in _of(bracket, party, last))


def _of(bracket: Bracket, party: str, last: dict[tuple[str, str], Stand]) -> Iterator[Ask]:
    if not bracket.standing:
        yield Ask(party, bracket, None, None)
    for each in bracket.standing:
        stand = last.get((party, f"{bracket.id}.{each.id}"))
        if party not in each.by and (stand is None or stand.answer.says is not Reply.ACCEPTS):
            yield Ask(party, bracket, each, stand)


def conveyable(text: Text, on: date) -> tuple[Release, ...]:
    """The releases that may still be used on that day."""
    return tuple(each for each in text.releases if each.on <= on and (each.until is None or on <= each.until))


Kept = Answer | Understanding | Floated


def kept_back(text: Text, case: Case, party: str) -> tuple[Kept, ...]:
    """What others said that this side may not see, the latest first; what it said itself it knows.

    `text` and `case` are the mediators' own. Raises ValueError for any other copy, which could not know.
    """
    if case.audience != MEDIATORS:
        raise ValueError("only the mediators' copy knows what is kept back from a side")

    def closed(collection: str, item: Kept) -> bool:
        return not may_read(party, readers(case, label(text, collection, item)))

    answers = (each for each in text.answers if each.of != party and closed("answers", each))
    notes = (each for each in text.understandings if each.of != party and closed("understandings", each))
    floated = (each for each in text.pool if party not in each.by and closed("pool", each))
    order = {name: row for row, name in enumerate(text.rounds)}
    return tuple(sorted((*answers, *notes, *floated), key=lambda each: -order.get(each.round or "", -1)))
