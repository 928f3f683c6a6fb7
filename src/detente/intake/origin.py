"""Whether two documents tell one story from one source, and what changed on the way.

Sentences are matched by the words of substance they share. Where enough of one document stands in the other, nearly
word for word or with the same figures, they have one origin and count once. A matched pair that differs shows its
drift: a figure, a place or a name exchanged, a word of order ("while", "then") exchanged, a hedge or a negation lost.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from detente.intake import lexicon
from detente.intake.amounts import Amount
from detente.intake.parsed import Parsed, Range
from detente.intake.reading import Reading

NEAR = 0.45
"""The least share of words in common that makes two sentences one told twice."""
ONE_ORIGIN = 0.3
"""The least share of the shorter document's sentences told in the other that makes one origin."""
SAME_FIGURES = 4
"""So many figures in common, in the same units, make one origin too."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two amounts of one thing that cannot both be so, one in each document. They stand side by side."""

    what: str
    first: Range
    second: Range


class Changed(StrEnum):
    """What became different between two tellings of one thing."""

    AMOUNT = "another amount"
    SCOPE = "another scope"
    ORDER = "another order"
    CERTAINTY = "more or less certain"
    NEGATION = "a negation more or less"


@dataclass(frozen=True, slots=True)
class Drift:
    """A change between two tellings: what kind, the words there and the words here, and the two sentences."""

    changed: Changed
    there: str
    here: str
    first: Range
    second: Range


@dataclass(frozen=True, slots=True)
class Kinship:
    """How two documents hang together. `shared` are pairs of sentences, `told` their share of the shorter document."""

    one_origin: bool
    told: float
    figures: tuple[str, ...]
    shared: tuple[tuple[Range, Range], ...]
    drifts: tuple[Drift, ...]


_ORDERING = frozenset(
    "while simultaneously meanwhile then subsequently after afterwards before first later once exchange".split()
)
_SMALL = frozenset("the a an of to in on at and or for with by from as that this these those its their his her".split())


def kinship(first: Reading, second: Reading) -> Kinship:
    """How the second document hangs together with the first."""
    one, two = _sentences(first.parsed), _sentences(second.parsed)
    pairs = _pairs(one, two)
    told = len(pairs) / max(1, min(len(one), len(two)))
    figures = tuple(sorted(_figures(first) & _figures(second)))
    drifts = tuple(d for a, b in pairs for d in _drifts(first.parsed, second.parsed, a, b))
    return Kinship(told >= ONE_ORIGIN or len(figures) >= SAME_FIGURES, round(told, 2), figures, tuple(pairs), drifts)


_Worded = tuple[Range, frozenset[str]]
"""A sentence's place, and its words of substance."""


def _sentences(parsed: Parsed) -> list[_Worded]:
    found = []
    for paragraph, sentence in parsed.sentences():
        lemmas = (t.lemma_.lower() for t in sentence if t.is_alpha or t.like_num)
        words = frozenset(w for w in lemmas if w not in _SMALL)
        if len(words) > 4:
            found.append((paragraph.of(sentence), words))
    return found


def _pairs(
    one: list[tuple[Range, frozenset[str]]], two: list[tuple[Range, frozenset[str]]]
) -> list[tuple[Range, Range]]:
    """Each sentence with its nearest in the other document, both ways, where they are near enough."""
    scored = sorted(
        ((_likeness(w, v), a, b) for a, w in one for b, v in two), key=lambda each: (-each[0], each[1], each[2])
    )
    taken: set[tuple[int, Range]] = set()
    pairs = []
    for likeness, a, b in scored:
        if likeness >= NEAR and (1, a) not in taken and (2, b) not in taken:
            taken |= {(1, a), (2, b)}
            pairs.append((a, b))
    return sorted(pairs)


def _likeness(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of the shorter sentence's words that the longer one has, less where lengths differ much."""
    shared = len(one & two)
    return shared / min(len(one), len(two)) * (0.5 + 0.5 * min(len(one), len(two)) / max(len(one), len(two)))


def clashes(first: Reading, second: Reading) -> tuple[Clash, ...]:
    """Amounts of the same thing, in the same unit, that differ between two documents."""
    found = []
    for one in first.amounts:
        for two in second.amounts:
            shared = _counted(first, one) & _counted(second, two)
            if one.unit == two.unit and shared and _apart(one, two):
                found.append(Clash(" ".join(sorted(shared)), one.phrase, two.phrase))
    return tuple(found)


def _counted(reading: Reading, amount: Amount) -> frozenset[str]:
    """The words of what is counted, without those that every count shares."""
    words = re.findall(r"[a-z]{4,}", reading.parsed.folded[amount.end : amount.phrase[1]].lower())
    return frozenset(w.removesuffix("s") for w in words) - {"people", "person", "day", "week", "month", "year"}


def _apart(one: Amount, two: Amount) -> bool:
    if one.value is None or two.value is None or one.value == two.value:
        return False
    return {one.comparator, two.comparator} <= {"=", "~"} and abs(one.value - two.value) * 5 > max(one.value, two.value)


def _figures(reading: Reading) -> set[str]:
    return {_figure(a) for a in reading.amounts if a.value is not None and a.value > 2}


def _figure(amount: Amount) -> str:
    return f"{amount.comparator if amount.comparator != '=' else ''}{amount.value} {amount.unit}".strip()


def _drifts(first: Parsed, second: Parsed, a: Range, b: Range) -> list[Drift]:
    there, here = first.folded[slice(*a)], second.folded[slice(*b)]
    found = []
    for changed, pick in (
        (Changed.AMOUNT, _numbers),
        (Changed.ORDER, lambda s: _of(s, _ORDERING)),
        (Changed.CERTAINTY, lambda s: _of(s, lexicon.HEDGES | {"would", "could", "may", "might", "will"})),
        (Changed.NEGATION, lambda s: _of(s, lexicon.NEGATIONS)),
        (Changed.SCOPE, _scopes),
    ):
        was, now = pick(there), pick(here)
        gone, come = [w for w in was if w not in now], [w for w in now if w not in was]
        if gone or come:
            found.append(Drift(changed, ", ".join(gone) or "nothing", ", ".join(come) or "nothing", a, b))
    return found


def _numbers(sentence: str) -> list[str]:
    return re.findall(r"\d[\d,.]*\d|\d|\b(?:hundreds|thousands|dozens|all|some|half|double\w*)\b", sentence.lower())


def _of(sentence: str, words: frozenset[str]) -> list[str]:
    return [w for w in re.findall(r"[a-z']+", sentence.lower()) if w in words]


def _scopes(sentence: str) -> list[str]:
    """Where from, out of where, to where: the words after a preposition of place, up to the next small word."""
    found = _PLACE.findall(sentence)
    return [re.sub(r"^(?:the|its|all) ", "", each) for each in found]


_PLACE = re.compile(
    r"\b(?:from|out of|inside|outside|into) "
    r"((?:the |its |all )?[\w']+(?: (?:and|of|borders|of the) [\w']+| [A-Z][\w']+)*)"
)
