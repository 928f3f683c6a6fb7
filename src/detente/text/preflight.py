"""A second lock before a copy leaves: whether what is about to be handed over holds anything its reader may not see.

The cut (`secrecy.as_seen_by`) leaves closed items out. This looks the other way, at the finished words: no name of
somebody closed to the reader may stand in them, and no sentence of a closed item, whoever typed it where.
"""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from detente.case.model import Case
from detente.text.model import Text

LEAST_WORDS = 4
"""How many words make a sentence that cannot stand elsewhere by chance."""


def leaks(told: str, whole: tuple[Case, Text], cut: tuple[Case, Text]) -> tuple[str, ...]:
    """What of the whole, and not of the cut, stands in the words told: names first, then sentences; sorted, each once.

    >>> from datetime import date
    >>> from detente.case.model import Actor, ActorKind
    >>> spy = Actor("spy", "Mr Grey", ActorKind.PERSON)
    >>> closed, text = Case("T", date(2024, 1, 1), actors=(spy,)), Text("t", "T")
    >>> leaks("as Mr Grey told us", (closed, text), (Case("T", date(2024, 1, 1)), text))
    ('Mr Grey',)
    """
    open_names, open_words = set(_names(cut[0])), {*_words(cut[0]), *_words(cut[1])}
    names = sorted(set(_names(whole[0])) - open_names)
    closed = {*_words(whole[0]), *_words(whole[1])} - open_words
    sentences = sorted(each for each in closed if len(each.split()) >= LEAST_WORDS)
    folded = _folded(told)
    found = [each for each in names if re.search(rf"(?<!\w){re.escape(_folded(each))}(?!\w)", folded)]
    return (*found, *(each for each in sentences if _folded(each) in folded))


def _folded(words: str) -> str:
    return " ".join(words.split())


def _names(case: Case) -> Iterator[str]:
    """The names of all who speak or decide, with those in their own script."""
    for actor in case.actors:
        yield from (actor.name, *(name for _, name in actor.written))
    for party in case.parties:
        yield from (party.name, *(name for _, name in party.written))
        yield from (faction.name for faction in party.factions)


def _words(value: object) -> Iterator[str]:
    """Every piece of text inside a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _words(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _words(getattr(value, each.name))
