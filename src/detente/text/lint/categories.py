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
_PRONOUN = r"(?:it|they|he|each|each side|either side|each party|a party|either party|both sides|every side)"
_OPINION = (
    r"(?:view|opinion|judge?ment|discretion|sole discretion|eyes|assessment|understanding|estimation|satisfaction)"
)
_FIT = re.compile(
    r"\bas (?:it|they|he) (?:sees?|thinks?|deems?) fit\b|\bof (?:its|their) (?:own )?choosing\b", re.IGNORECASE
)
_HELD_FOR = re.compile(
    r"\b(?P<noun>[\w-]+),? (?:who are |that are |which are )?(?:deemed|considered|regarded as|classified as|designated as)\b(?! by the)",
    re.IGNORECASE,
)


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
    sides = "|".join(re.escape(bare(each.name)) for each in draft.case.parties) or r"(?!)"
    others = [bare(each.name) for each in draft.case.actors if each.of is None]
    ways = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _patterns(sides))

    def find(reading: Reading) -> Iterator[str]:
        for sentence in sentences(reading.words):
            for phrase in _settled_alone(sentence, ways, others):
                yield f"{phrase!r} leaves it to one side to say who or what is meant"

    yield from in_each_clause(draft, find)


def _patterns(sides: str) -> tuple[str, ...]:
    side = rf"(?:(?:the |a )?(?:{sides})|{_PRONOUN})"
    return (
        rf"\b(?:whom|which|that|who|those|what|men|persons|people|items|members|save those|anybody|anyone) (?:in the (?:opinion|view) of )?{side} {_THINKS}",
        rf"\b[\w-]+s {side} (?:considers?|deems?|regards? as|designates?|counts? as)\b",
        rf"\b(?:as )?(?:determined|defined|designated|decided|deemed|identified|considered|judged|assessed|certified) by {side}(?! and| together)",
        rf"\bin (?:its|their) (?:own |sole |absolute )?{_OPINION}\b|\bat (?:its|their) (?:own |sole )?discretion\b|\bto (?:its|their) (?:own |full )?satisfaction\b",
        rf"\bin the {_OPINION} of {side}|\bin (?:the )?(?:{sides})['’]s? {_OPINION}|\bto the satisfaction of {side}",
    )


def _settled_alone(sentence: str, ways: tuple[re.Pattern[str], ...], others: list[str]) -> Iterator[str]:
    """The first words of a sentence by which a side settles a category, unless it is somebody beside the sides."""
    for way in (*ways, _FIT):
        found = way.search(sentence)
        if found and not _of_others(sentence[: found.start()], found[0], others):
            yield found[0]
            return
    for found in _HELD_FOR.finditer(sentence):
        if singular(found["noun"]) in COUNTED:
            yield found[0]
            return


def _of_others(before: str, phrase: str, others: list[str]) -> bool:
    """A pronoun that stands for a body of both sides or of neither: the last such body named before it."""
    if not re.search(r"\b(?:it|its|they|their)\b", phrase, re.IGNORECASE):
        return False
    bodies = "|".join(
        [*map(re.escape, others), r"commission", r"committee", r"monitors", r"observers", r"court", r"mission"]
    )
    return re.search(rf"\b(?:{bodies})\b", before, re.IGNORECASE) is not None
