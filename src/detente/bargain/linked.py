"""Terms that somebody says cannot go together, and the issues that are therefore settled as one.

A claim with the act `exclude` names terms on two issues or more that no package can hold at once: a halt that is
permanent and no end to the war, say. Issues that such claims tie are one composite issue, whose options are the
combinations left. Whoever says so, the combination is left out everywhere; pages name the claim.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from detente.bargain.frontier import composite
from detente.bargain.packages import Package, Scenario
from detente.case.ladders import Rungs, rungs
from detente.case.model import Act, Case, Claim


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Rungs of several issues that cannot be held at once, and the claim that says so."""

    claim: str
    parts: tuple[tuple[int, Rungs], ...]

    def holds_of(self, package: Package) -> bool:
        """The package has all that cannot go together."""
        return all(first <= package[row] <= last for row, (first, last) in self.parts)


def exclusions(case: Case) -> tuple[Exclusion, ...]:
    """What a case says cannot go together, in the file's order."""
    rows = {issue.id: row for row, issue in enumerate(case.issues)}

    def parts(claim: Claim) -> tuple[tuple[int, Rungs], ...]:
        return tuple((rows[term.issue], rungs(case.issues[rows[term.issue]], term)) for term in claim.terms)

    return tuple(Exclusion(claim.id, parts(claim)) for claim in case.claims if claim.act is Act.EXCLUDE)


def possible(package: Package, excluded: tuple[Exclusion, ...]) -> bool:
    """Nothing in the package excludes anything else in it.

    >>> possible((1, 0), (Exclusion("c", ((0, (1, 1)), (1, (0, 0)))),))
    False
    """
    return not any(each.holds_of(package) for each in excluded)


def tied(issues: int, excluded: tuple[Exclusion, ...]) -> tuple[tuple[int, ...], ...]:
    """The issues in groups that are settled together, most of them alone, by first issue.

    >>> tied(4, (Exclusion("c", ((0, (1, 1)), (2, (0, 0)))),))
    ((0, 2), (1,), (3,))
    """
    group = {row: {row} for row in range(issues)}
    for each in excluded:
        together: set[int] = set().union(*(group[row] for row, _ in each.parts))
        for row in together:
            group[row] = together
    return tuple(sorted({tuple(sorted(rows)) for rows in group.values()}))


def free(rows: Sequence[int], options: Sequence[Iterable[int]], excluded: tuple[Exclusion, ...]) -> list[Package]:
    """The combinations of options on these issues that nothing excludes, in order; `options` are those of each row."""
    inside = [each for each in excluded if {row for row, _ in each.parts} <= set(rows)]
    found = []
    for chosen in product(*options):
        held = dict(zip(rows, chosen, strict=True))
        if not any(all(first <= held[row] <= last for row, (first, last) in each.parts) for each in inside):
            found.append(chosen)
    return found


def merged(scenario: Scenario, excluded: tuple[Exclusion, ...]) -> Scenario:
    """The scenario with tied issues merged into composite ones, without the combinations excluded."""
    found = scenario
    for rows in (each for each in tied(len(scenario.issues), excluded) if len(each) > 1):
        sizes = [len(scenario.options[row]) for row in rows]
        feasible = np.zeros(sizes, dtype=bool)
        for chosen in free(rows, [range(size) for size in sizes], excluded):
            feasible[chosen] = True
        found = composite(found, tuple(found.issues.index(scenario.issues[row]) for row in rows), feasible)
    return found
