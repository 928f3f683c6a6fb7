"""What a sentence has somebody do or leave undone, without its numbers, so that two can be set side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from detente.text.lint.dates import DATE, dates, periods
from detente.text.lint.english import sentences, singular, worded
from detente.text.lint.figures import NAMED, SHARE, figures

_DENIES = re.compile(
    r"\b(?:not|never|no|neither|nor|nobody|nothing|cannot|refrains?|prohibited|forbidden)\b|n['’]t\b", re.IGNORECASE
)
_LEAVES_ROOM = re.compile(
    r"\b(?:unless|except|other than|if|until|before|after|save|only|than|may|when|once)\b", re.IGNORECASE
)
_DEADLINE = re.compile(r"\b(?:by|until|not? later than|at the latest|before)\b", re.IGNORECASE)
_RECURRING = re.compile(r"\b(?:a|per|each|every) (?:day|week|hour|month)\b|\bdaily\b", re.IGNORECASE)
_LEFT_OUT = frozenset(
    "shall will may must should can could would is are be been being does do did has have had the a an its their of "
    "and or on at by for with not never no neither nor nobody cannot refrain refrains that this it they also hereby "
    "any all each both as within".split()
)


@dataclass(frozen=True, slots=True)
class Act:
    """One sentence: its words that carry sense, its amounts, days and dates, and how it binds.

    It is `conditional` where it leaves room for something else, and `recurring` where it is done again and again.
    """

    about: frozenset[str]
    denies: bool
    conditional: bool
    amounts: tuple[tuple[str, Fraction], ...]
    days: tuple[Fraction, ...]
    on: tuple[tuple[int, int], ...]
    deadline: bool
    recurring: bool

    def amount(self, noun: str) -> Fraction | None:
        """How many of that it states, if it states one number of them."""
        found = {value for of, value in self.amounts if of == noun}
        return next(iter(found)) if len(found) == 1 else None


def acts(words: str) -> Iterator[Act]:
    """What each sentence says.

    >>> found = next(acts("South shall not move 3 guns within 5 days of signature."))
    >>> sorted(found.about), found.denies, found.amount("gun"), found.days
    (['gun', 'move', 'signature', 'south'], True, Fraction(3, 1), (Fraction(5, 1),))
    """
    for sentence in sentences(words):
        amounts = figures(sentence)
        spans = [(each.start, each.end) for each in amounts]
        spans += [(each.start, each.end) for each in periods(sentence)]
        spans += [(each.start(), each.end()) for each in DATE.finditer(sentence)]
        yield Act(
            about=_about(sentence, spans),
            denies=_DENIES.search(sentence) is not None,
            conditional=_LEAVES_ROOM.search(sentence) is not None,
            amounts=tuple((each.of, each.value) for each in amounts if each.of and each.of != SHARE),
            days=tuple(each.days for each in periods(sentence) if each.days is not None),
            on=tuple((each.month, each.day) for each in dates(sentence)),
            deadline=_DEADLINE.search(sentence) is not None,
            recurring=_RECURRING.search(sentence) is not None,
        )


def _about(sentence: str, spans: list[tuple[int, int]]) -> frozenset[str]:
    """The words that carry sense; `stage 2` is one of them."""
    for start, end in spans:
        sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    joined = NAMED.sub(lambda found: found[0].replace(" ", "").replace(".", "").replace(":", ""), sentence)
    words = (each.plain for each in worded(joined))
    return frozenset(
        singular(each.removesuffix("'s")) for each in words if each not in _LEFT_OUT and not each.isdigit()
    )
