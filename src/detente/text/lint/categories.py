"""Categories whose members one side settles by itself: as many as it says, and nobody can contest it."""

import re
from collections.abc import Iterator

from detente.case.rule import Fault, rule
from detente.errors import Path, Severity
from detente.text.check import Draft
from detente.text.lint.english import COUNTED, sentences, singular
from detente.text.lint.names import bare
from detente.text.lint.readings import Reading, in_each_clause, in_english

_THINKS = (
    r"(?:considers?|deems?|regards?(?! to)|counts?(?= (?:as|among))|treats?(?= as)|designates?|classif(?:y|ies)(?= as)|"
    r"judges?|views?(?= as)|sees?(?= as)|holds?(?= to be)|finds? to be|calls?|says?(?= (?:is|are|was|were)\b)|"
    r"believes?|suspects?|accuses?|labels?)"
)
_SETTLED = r"(?:determined|defined|designated|decided|deemed|identified|considered|judged|assessed|certified)"
_OPINION = r"(?:view|opinion|judge?ment|discretion|eyes|assessment|understanding|estimation|satisfaction)"
_WHOM = r"(?:whom|which|that|who|those|what|men|persons|people|items|members|save those|anybody|anyone)"
_ANY_SIDE = r"(?:it|they|he|each|each side|either side|each party|a party|either party|both sides|every side)"
_PRONOUN = re.compile(r"\b(?:it|its|they|their)\b", re.IGNORECASE)
_ITS_OWN = (
    rf"\bin (?:its|their) (?:own |sole |absolute )?{_OPINION}\b"
    r"|\bat (?:its|their) (?:own |sole )?discretion\b|\bto (?:its|their) (?:own |full )?satisfaction\b"
    r"|\bas (?:it|they|he) (?:sees?|thinks?|deems?) fit\b|\bof (?:its|their) (?:own )?choosing\b"
)
_BY_NOBODY = re.compile(
    r"\b(?P<noun>[\w-]+),? (?:who are |that are |which are )?"
    r"(?:deemed|considered|regarded as|classified as|designated as)\b(?! by the)",
    re.IGNORECASE,
)
_BODIES = ("commission", "committee", "monitors", "observers", "court", "mission")


@rule(
    "DT0659",
    "A category that one side settles by itself",
    why="Of “men it considers soldiers” each side keeps its own list; whoever defines the category sets the number.",
    remedy="Say who settles it together or who outside the sides does, or name a list, a date and a mark to be seen.",
    severity=Severity.WARNING,
)
def categories_are_settled_together(draft: Draft) -> Iterator[Fault]:
    parties = {each.id: each.name for each in draft.case.parties}
    for term in draft.text.terms:
        if term.defined_by:
            where: Path = ("terms", term.id, "defined_by")
            yield where, f"what {term.term!r} means is for {parties.get(term.defined_by, term.defined_by)} alone to say"
    if not in_english(draft.text):
        return
    sides = [bare(each.name) for each in draft.case.parties]
    others = [*(bare(each.name) for each in draft.case.actors if each.of is None), *_BODIES]
    alone = re.compile("|".join(_ways(_any_of(sides))), re.IGNORECASE)

    def find(reading: Reading) -> Iterator[str]:
        for sentence in sentences(reading.words):
            for found in alone.finditer(sentence):
                if not (_PRONOUN.search(found[0]) and _last_named(sentence[: found.start()], sides, others)):
                    yield f"{found[0]!r} leaves it to one side to say who or what is meant"
            for found in _BY_NOBODY.finditer(sentence):
                if singular(found["noun"]) in COUNTED:
                    yield f"{found[0]!r} does not say by whom, and each side will answer for itself"

    yield from in_each_clause(draft, find)


def _any_of(names: list[str]) -> str:
    return "|".join(map(re.escape, names)) or r"(?!)"


def _ways(sides: str) -> tuple[str, ...]:
    """The ways in which a sentence leaves a category to one side."""
    side = rf"(?:(?:the |a )?(?:{sides})|{_ANY_SIDE})"
    return (
        rf"\b{_WHOM} (?:in the (?:opinion|view) of )?{side} {_THINKS}",
        rf"\b[\w-]+s {side} (?:considers?|deems?|regards? as|designates?|counts? as)\b",
        rf"\b(?:as )?{_SETTLED} by {side}(?! and| together)",
        rf"\bin the {_OPINION} of {side}|\bin (?:the )?(?:{sides})['’]s? {_OPINION}|\bto the satisfaction of {side}",
        _ITS_OWN,
    )


def _last_named(before: str, sides: list[str], others: list[str]) -> bool:
    """Whom a pronoun stands for is beside the sides: such a body is named before it, and after any side."""
    bodies, own = (
        max((each.end() for each in re.finditer(rf"\b(?:{_any_of(names)})\b", before, re.IGNORECASE)), default=-1)
        for names in (others, sides)
    )
    return bodies > own
