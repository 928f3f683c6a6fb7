"""What a text may name with a capital and need not define: sides, actors, places and the like of its case and plan."""

import re
from collections.abc import Iterator

from detente.text.check import Draft

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
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
    for voice in (*case.parties, *case.actors):
        yield bare(voice.name)
        yield from (name for _, name in voice.written)
        yield from re.findall(r"\(([^)]+)\)", voice.name)
        yield bare(re.sub(r"\s*\([^)]*\)", "", voice.name))
    yield from (bare(faction.name) for party in case.parties for faction in party.factions)
    yield from (bare(each.title) for each in (*case.groups, *case.issues, *case.rounds, *case.proposals))
    if plan:
        yield from (bare(each.title) for each in (*plan.places, *plan.phases))
    yield from (bare(each.title) for each in (draft.text, *draft.text.clauses))


def defined_inline(draft: Draft) -> frozenset[str]:
    """What the clauses themselves define, in small letters: `"detainee" means ...`, `(the "Zone")`, `(JMC)`."""
    words = " ".join(each.wording.words for each in draft.text.clauses)
    found = (name for match in _MEANS.finditer(words) for name in match.groups() if name)
    return frozenset(bare(each).casefold() for each in found)
