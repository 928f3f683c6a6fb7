"""Parallel wordings of a clause or alternative that differ in number, date, negation, or in their marks."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from detente.case.rule import Fault, rule
from detente.errors import Path, Severity
from detente.text.check import Draft
from detente.text.lint.negation import denial
from detente.text.lint.numbers import known, told, unmet
from detente.text.lint.numerals import whole
from detente.text.model import Text
from detente.text.rounds import in_force
from detente.text.wording import MARK, marks

_STOP = re.compile(r"(?<=[.;!?؟؛])\s+")


@dataclass(frozen=True, slots=True)
class _Pair:
    """The same words in the text's own language and in another."""

    where: Path
    words: str
    other: str
    language: str


def _pairs(text: Text) -> Iterator[_Pair]:
    """Every wording in force, and every alternative that stands, with each of its parallel wordings."""
    for clause in in_force(text).clauses:
        for language, other in clause.wording.parallel:
            yield _Pair(("clauses", clause.id), clause.wording.words, other, language)
    for bracket in text.brackets:
        for way in (bracket.chosen,) if bracket.chosen else bracket.standing:
            for language, other in way.parallel:
                yield _Pair(("brackets", bracket.id, "alternatives", way.id), way.words, other, language)


@rule(
    "DT0661",
    "Parallel wordings with different numbers or dates",
    why="Where both texts bind, each side holds to the number of its own; nobody notices before the day comes.",
    remedy="Mend the one that is wrong, and have both read aloud, number by number, before initials.",
    severity=Severity.WARNING,
)
def wordings_have_one_number(draft: Draft) -> Iterator[Fault]:
    for pair in _pairs(draft.text):
        for says in _differing(pair, draft.text.language):
            yield pair.where, says


def _differing(pair: _Pair, language: str) -> Iterator[str]:
    """What the numbers of a pair differ in. In a language without known number words, one may be spelled out."""
    ours, theirs = told(pair.words, language), told(pair.other, pair.language)
    one, other = unmet(ours, theirs), unmet(theirs, ours)
    if (one and other) or (one and known(pair.language)) or (other and known(language)):
        sides = (("has " + ", ".join(whole(n) for n in those)) if those else "has not" for those in (one, other))
        yield f"in number: {language!r} {next(sides)}; {pair.language!r} {next(sides)}"
    for what, mine, yours in (
        ("month", ours.months, theirs.months),
        ("place in order", ours.ordinals, theirs.ordinals),
    ):
        if mine.total() == yours.total() and mine != yours:
            yield f"in {what}: {language!r} has {_listed(mine - yours)}; {pair.language!r} has {_listed(yours - mine)}"


def _listed(those: Counter[int]) -> str:
    return ", ".join(str(each) for each in those.elements())


@rule(
    "DT0662",
    "Parallel wordings of which one denies what the other says",
    why="A `not` lost in translation turns a ban into a leave, and both texts may bind.",
    remedy="Have somebody who signs for neither side read both, and mend the one that is wrong.",
    severity=Severity.WARNING,
)
def wordings_have_one_negation(draft: Draft) -> Iterator[Fault]:
    language = draft.text.language
    for pair in _pairs(draft.text):
        for ours, theirs in _sentence_by_sentence(pair):
            one, other = denial(ours, language), denial(theirs, pair.language)
            if one and other and one.outright and not other.somehow:
                yield pair.where, f"{language!r} denies it, and {pair.language!r} does not: {theirs.strip()!r}"
                break
            if one and other and other.outright and not one.somehow:
                yield pair.where, f"{pair.language!r} denies it, and {language!r} does not: {ours.strip()!r}"
                break


def _sentence_by_sentence(pair: _Pair) -> Iterator[tuple[str, str]]:
    """The sentences of both, one by one where there are as many; else the whole of both."""
    ours, theirs = (_STOP.split(MARK.sub("•", words).strip()) for words in (pair.words, pair.other))
    if len(ours) == len(theirs):
        yield from zip(ours, theirs, strict=True)
    else:
        yield " ".join(ours), " ".join(theirs)


@rule(
    "DT0663",
    "Parallel wordings with different brackets or pointers",
    why="A bracket that stands in one language alone is closed in the other: one side has agreed, the other has not.",
    remedy="Write the same marks into every wording of the clause.",
    severity=Severity.WARNING,
)
def wordings_have_one_set_of_marks(draft: Draft) -> Iterator[Fault]:
    for pair in _pairs(draft.text):
        ours, theirs = Counter(marks(pair.words)), Counter(marks(pair.other))
        for those, have, lack in (
            (ours - theirs, draft.text.language, pair.language),
            (theirs - ours, pair.language, draft.text.language),
        ):
            for kind, name in those.elements():
                yield pair.where, f"the {kind} {name!r} stands in {have!r} and not in {lack!r}"
