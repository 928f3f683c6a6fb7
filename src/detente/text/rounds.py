"""The text as it stood after a round, and the name its content gives a revision."""

import json
from dataclasses import asdict, replace
from hashlib import sha256

from detente.errors import must_be_known
from detente.text.model import Bracket, Clause, Text


def after(text: Text, last: str) -> Text:
    """The text as it stood after that round. Raises UnknownName for a round the text does not have."""
    must_be_known("round", last, text.rounds)
    return through(text, text.rounds.index(last) + 1)


def through(text: Text, count: int) -> Text:
    """The text as it stood after so many of its rounds; with 0, before the first."""
    rounds = text.rounds[:count]
    later = frozenset(text.rounds[count:])

    def clause(each: Clause) -> Clause:
        kept = tuple(wording for wording in each.wordings if wording.round not in later)
        return replace(each, wordings=kept, struck=None if each.struck in later else each.struck)

    def bracket(each: Bracket) -> Bracket:
        came = (one for one in each.alternatives if one.round not in later)
        kept = tuple(replace(one, withdrawn=None) if one.withdrawn in later else one for one in came)
        return replace(each, alternatives=kept, turns=tuple(turn for turn in each.turns if turn.round not in later))

    return replace(
        text,
        rounds=rounds,
        clauses=tuple(clause(each) for each in text.clauses if each.round not in later),
        brackets=tuple(bracket(each) for each in text.brackets if each.round not in later),
        answers=tuple(each for each in text.answers if each.round not in later),
        understandings=tuple(each for each in text.understandings if each.round not in later),
        pool=tuple(
            replace(each, withdrawn=None) if each.withdrawn in later else each
            for each in text.pool
            if each.round not in later
        ),
    )


def in_force(text: Text) -> Text:
    """The text without the clauses struck from it, and without those under them."""
    struck: set[str] = set()
    for each in text.clauses:
        if each.struck is not None or each.under in struck:
            struck.add(each.id)
    return replace(text, clauses=tuple(each for each in text.clauses if each.id not in struck))


def revision(text: Text) -> str:
    """The name that a text's content gives it: two texts bear one name only if all in them is the same.

    >>> revision(Text("t", "A text")) == revision(Text("t", "A text")) != revision(Text("t", "Another"))
    True
    """
    told = json.dumps(asdict(text), default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()
