"""English as the rules take it apart: sentences, words, the singular, and the things that agreements count."""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.;!?]+(?:[.;!?](?=\S)[^.;!?]*)*[.;!?]?")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")

LINKS = frozenset(
    "of to in on at by for with without from and or but that which who whom whose when where while is are was were be "
    "been being has have had shall will may must can could would should does do did not it they he she we as if than "
    "then into onto over under between among about within after before until till upon once following since during "
    "through across behind towards toward against so nor no also each other".split()
)
"""Words that end a name of something: what stands behind them is another."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

ARMS = frozenset(
    "weapon arm rifle firearm gun pistol mortar launcher rocket missile mine explosive ammunition round grenade "
    "tank howitzer artillery drone".split()
)
PEOPLE = frozenset(
    "person prisoner detainee captive hostage fighter combatant soldier troop officer civilian woman man child family "
    "villager refugee returnee crew guard policeman monitor observer body patient student worker".split()
)
COUNTED = (
    ARMS
    | PEOPLE
    | frozenset(
        "force personnel police battalion brigade company unit vehicle lorry truck convoy boat vessel ship aircraft "
        "helicopter position post checkpoint outpost barracks base camp town village house seat fuel fund asset dollar "
        "euro tonne ton litre stock stockpile uranium centrifuge material tent parcel ration crossing".split()
    )
)
"""What agreements count, in the singular: a share of these means nothing without how many there are."""

_ODD = {"people": "person", "men": "man", "women": "woman", "children": "child", "policemen": "policeman",
        "arms": "arm", "barracks": "barracks", "bodies": "body"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands, and where."""

    words: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """In small letters."""
        return self.words.casefold().replace("’", "'")


def sentences(words: str) -> tuple[str, ...]:
    """The sentences, and what stands between semicolons.

    >>> sentences("North pays 1.5 million. South waits; nobody moves.")
    ('North pays 1.5 million.', 'South waits;', 'nobody moves.')
    """
    return tuple(found.strip() for found in _SENTENCE.findall(words) if found.strip())


def worded(words: str) -> tuple[Word, ...]:
    """Every word; what is joined by a hyphen or an apostrophe is one."""
    return tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(words))


def singular(noun: str) -> str:
    """One of them, in small letters.

    >>> [singular(each) for each in ("Lorries", "persons", "boxes", "pass", "women")]
    ['lorry', 'person', 'box', 'pass', 'woman']
    """
    noun = noun.casefold()
    if noun in _ODD:
        return _ODD[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun
