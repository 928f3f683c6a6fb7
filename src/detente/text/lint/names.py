"""What a text may name with a capital and need not define: sides, actors, places and the like of its case and plan."""

import re
from collections.abc import Iterator

from detente.text.check import Draft

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\(([^)]+)\)")
_MEANS = re.compile(
    r"[\"“](?P<a>[^\"“”]{2,60})[\"”],? (?:shall )?(?:means?|refers? to|denotes?|includes?|covers?)\b"
    r"|\((?:hereinafter|hereafter)?,?\s?(?:referred to as |called )?(?:the )?[\"“](?P<b>[^\"“”]{2,60})[\"”]\)"
    r"|\((?P<c>[A-Z][A-Za-z]*[A-Z][A-Za-z]*)\)"
    r"|(?:hereinafter|hereafter|known as|referred to as|called) (?:the )?[\"“]?(?P<d>[A-Z][\w-]+(?: [A-Z][\w-]+)*)"
)


def bare(name: str) -> str:
    """The name without its article.

    >>> bare("The ridge line")
    'ridge line'
    """
    return _ARTICLE.sub("", name.strip())


def names(draft: Draft) -> tuple[str, ...]:
    """The names of the case and the plan, the longest first."""
    return tuple(sorted({each for each in _names(draft) if len(each) > 1}, key=len, reverse=True))


def _names(draft: Draft) -> Iterator[str]:
    case, plan = draft.case, draft.plan
    voices = [*(each.name for each in case.parties), *(each.name for each in case.actors)]
    for name in (*voices, *(each.name for party in case.parties for each in party.factions)):
        yield from (bare(name), bare(_IN_BRACKETS.sub("", name)), *_IN_BRACKETS.findall(name))
    for titled in (case.groups, case.issues, case.rounds, case.proposals, draft.text.clauses):
        yield from (bare(each.title) for each in titled)
    yield bare(draft.text.title)
    if plan:
        yield from (bare(each.title) for each in plan.places)
        yield from (bare(each.title) for each in plan.phases)


def naming(draft: Draft) -> re.Pattern[str]:
    """Matches any of the names, in capitals or not."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names(draft))) or '(?!)'})\b", re.IGNORECASE)


def defined_inline(draft: Draft) -> frozenset[str]:
    """What the clauses themselves define, in small letters: `"detainee" means ...`, `(the "Zone")`, `(JMC)`."""
    words = " ".join(each.wording.words for each in draft.text.clauses)
    found = (name for match in _MEANS.finditer(words) for name in match.groups() if name)
    return frozenset(bare(each).casefold() for each in found)
