"""The ways a side's claims can be read, and the belief that each way makes.

Three things are open: the sense of a red line, whether a claim counts whose speaker is unsure or which an analyst
inferred, and which of several accounts of a side's wish on one issue holds. Every combination is a reading; beyond
`limit` a seeded selection is run, and how many there were is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from random import Random
from types import MappingProxyType

from detente.bargain.constraints import (
    SENSES,
    Belief,
    Constraint,
    Shape,
    both_ends,
    constraints,
    informative,
    leaning,
    peaked_at,
)
from detente.case.model import Act, Case, Claim
from detente.case.voices import Voices

COUNTS, LEFT_OUT = "counts", "left out"
SENSE, COUNT = "sense-", "counts-"
"""How the ids of choices about one claim begin."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be read in several ways, in words, with the claims it is about."""

    id: str
    about: str
    ways: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way for every choice, and the belief that results."""

    ways: tuple[tuple[str, str], ...]
    belief: Belief


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings run for one holder, out of `possible`."""

    holder: str
    choices: tuple[Choice, ...]
    run: tuple[Reading, ...]
    possible: int
    limit: int


def holders(case: Case, party: str) -> tuple[str, ...]:
    """The factions of a party, or the party itself where it has none."""
    found = next(each for each in case.parties if each.id == party)
    return tuple(faction.id for faction in found.factions) or (party,)


def claims_of(case: Case, holder: str) -> tuple[Claim, ...]:
    """The claims that inform a holder: its own, and those of its party as a whole."""
    voices = Voices.of(case)
    party = voices.party(holder)
    return tuple(
        claim
        for claim in case.claims
        if party in voices.parties_of(claim.holder)
        and voices.faction(claim.holder) in (None, holder)
        and informative(case, claim)
    )


def readings(
    case: Case,
    holder: str,
    *,
    limit: int = 24,
    seed: int = 0,
    senses: Mapping[str, str] = MappingProxyType({}),
) -> Readings:
    """Every reading of a holder's claims, or `limit` of them chosen by `seed`; `senses` fixes some red lines."""
    claims = claims_of(case, holder)
    found = tuple(_fixed(choice, senses) for choice in choices(case, claims))
    ways = list(product(*(choice.ways for choice in found)))
    run = ways if len(ways) <= limit else sorted(Random(seed).sample(ways, limit), key=ways.index)
    named = [tuple(zip((choice.id for choice in found), each, strict=True)) for each in run]
    return Readings(
        holder,
        found,
        tuple(Reading(each, belief(case, holder, claims, dict(each))) for each in named),
        len(ways),
        limit,
    )


def _fixed(choice: Choice, senses: Mapping[str, str]) -> Choice:
    sense = senses.get(choice.claims[0]) if choice.id.startswith(SENSE) else None
    return choice if sense is None else replace(choice, ways=(sense,))


def choices(case: Case, claims: tuple[Claim, ...]) -> tuple[Choice, ...]:
    """What is open about these claims of one holder, in the file's order."""
    found = []
    for claim in claims:
        if claim.act is Act.RED_LINE:
            found.append(Choice(f"{SENSE}{claim.id}", f"the red line “{claim.says}”", SENSES, (claim.id,)))
        if claim.inference or not all(link.sure for link in claim.by):
            about = f"the inference “{claim.says}”" if claim.inference else f"whose account “{claim.says}” is"
            found.append(Choice(f"{COUNT}{claim.id}", about, (COUNTS, LEFT_OUT), (claim.id,)))
    for row, issue in enumerate(case.issues):
        told = {c.id: lean[row] for c in claims if row in (lean := leaning(case, c, SENSES[0]))}
        bests = sorted({rung for first, last in told.values() for rung in range(first, last + 1)})
        if len(bests) > 1:
            names = tuple(issue.options[rung].id for rung in bests)
            found.append(Choice(f"best-{issue.id}", f"what it wants most on {issue.title}", names, tuple(told)))
    return tuple(found)


def belief(case: Case, holder: str, claims: tuple[Claim, ...], ways: dict[str, str]) -> Belief:
    """What the claims that count say in one reading; where none tells a wish, either end of a ladder may be best."""
    counted = [claim for claim in claims if ways.get(f"{COUNT}{claim.id}", COUNTS) == COUNTS]
    senses = {claim.id: ways.get(f"{SENSE}{claim.id}", SENSES[0]) for claim in counted}
    shapes: list[tuple[Shape, ...]] = []
    for row, issue in enumerate(case.issues):
        size = len(issue.options)
        bests = {
            rung
            for claim in counted
            if (lean := leaning(case, claim, senses[claim.id]).get(row))
            for rung in range(lean[0], lean[1] + 1)
        }
        chosen = ways.get(f"best-{issue.id}")
        wanted = issue.rung(chosen) if chosen else None
        if wanted in bests and wanted is not None:
            shapes.append(peaked_at(size, wanted))
        elif bests:
            shapes.append(tuple(shape for best in sorted(bests) for shape in peaked_at(size, best)))
        else:
            shapes.append(both_ends(size))
    bounds: list[Constraint] = [each for claim in counted for each in constraints(case, claim, senses[claim.id])]
    return Belief(holder, tuple(len(issue.options) for issue in case.issues), tuple(shapes), tuple(bounds))
