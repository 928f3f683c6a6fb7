"""Looking for packages that every side could best live with: from what lies on the table, one change at a time.

The search looks for the greatest least acceptability over the holders of all parties, each reading weighing the same;
that number serves the search alone. Only options that somebody named are moved to, leaving things to talks, or going
back to no deal. Issues tied by what cannot go together change as one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.bargain.acceptability import ROUNDING
from detente.bargain.beliefs import Draws
from detente.bargain.constraints import package_of
from detente.bargain.linked import exclusions, free, possible, tied
from detente.bargain.packages import Package
from detente.bargain.study import Known, Study
from detente.case.ladders import rungs
from detente.case.model import Act, Case, Holding

MOST = 5
"""How many packages are shown."""
APART = 2
"""On how many issues two packages shown must differ at least."""


def greatest_least(found: Study, begin: Iterable[Package], *, keep: int = 60) -> tuple[tuple[Package, float], ...]:
    """Packages with their least share over holders, by falling share: local optima, and what was met on the way.

    Ties keep the order in which packages were met, which is the file's.
    """
    pools = [_Pool.of(known) for known in found.known if known.drawn]
    moves = _moves(found.case)
    excluded = exclusions(found.case)
    met: dict[Package, float] = {}
    for start in (each for each in dict.fromkeys(begin) if possible(each, excluded)):
        here, best = start, _least(pools, start)
        met[here] = best
        while True:
            near = _neighbours(pools, here, moves)
            met.update(near)
            step = max(near, key=lambda package: near[package], default=here)
            if met[step] <= best + ROUNDING:
                break
            here, best = step, near[step]
    return tuple(sorted(met.items(), key=lambda pair: -pair[1])[:keep])


def apart(packages: Sequence[Package], most: int = MOST) -> tuple[Package, ...]:
    """The first package, then each that differs from all taken on at least two issues.

    >>> apart([(0, 0), (0, 1), (1, 1)])
    ((0, 0), (1, 1))
    """
    taken: list[Package] = []
    for package in packages:
        if all(sum(a != b for a, b in zip(package, other, strict=True)) >= APART for other in taken):
            taken.append(package)
    return tuple(taken[:most])


def standing(case: Case) -> Package:
    """What holds without a deal."""
    return tuple(issue.rung(issue.without) for issue in case.issues)


def on_the_table(case: Case) -> tuple[tuple[int, ...], ...]:
    """The options considered on each issue: what holds without a deal, what somebody named, and leaving it to talks."""
    found = []
    for issue in case.issues:
        named = {issue.rung(issue.without)}
        named |= {rung for rung, option in enumerate(issue.options) if option.holds is Holding.DEFERRED}
        said = (claim for claim in case.claims if claim.act is not Act.EXCLUDE)
        for term in (term for claim in said for term in claim.terms if term.issue == issue.id):
            first, last = rungs(issue, term)
            named |= set(range(first, last + 1))
        found.append(tuple(sorted(named)))
    return tuple(found)


def starts(case: Case) -> tuple[Package, ...]:
    """Where the search begins: no deal, every proposal at both ends of its blanks, and each with talks where it can."""
    found = [standing(case)]
    for proposal in case.proposals:
        terms = tuple(term for claim in case.claims if claim.part_of == proposal.id for term in claim.terms)
        spans = package_of(case, terms)
        found += [tuple(first for first, _ in spans), tuple(last for _, last in spans)]
    deferrals = {row: option for row, issue in enumerate(case.issues) if (option := _deferral(case, row)) is not None}
    found += [tuple(deferrals.get(row, rung) for row, rung in enumerate(package)) for package in found]
    return tuple(dict.fromkeys(found))


def tabled(case: Case, most: int = MOST) -> tuple[Package, ...]:
    """What lies on the table, in the file's order: each proposal, then each with talks on what can be left to them."""
    return apart([package for package in starts(case) if package != standing(case)], most)


def _deferral(case: Case, row: int) -> int | None:
    options = case.issues[row].options
    return next((rung for rung, each in enumerate(options) if each.holds is Holding.DEFERRED), None)


@dataclass(frozen=True, slots=True, eq=False)
class _Pool:
    """The draws of one holder in all readings together: values (draws, options) an issue, reserve (draws,)."""

    values: tuple[NDArray[np.float64], ...]
    reserve: NDArray[np.float64]

    @classmethod
    def of(cls, known: Known) -> "_Pool":
        drawn: tuple[Draws, ...] = known.drawn
        values = tuple(np.concatenate([each.values[row] for each in drawn]) for row in range(len(drawn[0].values)))
        return cls(values, np.concatenate([each.reserve for each in drawn]))

    def room(self, package: Package) -> NDArray[np.float64]:
        """By how much a package is worth more than no deal, in each draw."""
        room: NDArray[np.float64] = sum(v[:, row] for v, row in zip(self.values, package, strict=True)) - self.reserve
        return room


def ranking(found: Study, packages: Sequence[Package]) -> list[float]:
    """The least share of each package over holders, as the search compares them."""
    pools = [_Pool.of(known) for known in found.known if known.drawn]
    return [_least(pools, package) for package in packages]


def _least(pools: Sequence[_Pool], package: Package) -> float:
    """The least share of a package over holders; 1 where there is none."""
    return min((float((pool.room(package) >= -ROUNDING).mean()) for pool in pools), default=1.0)


Move = tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]
"""Issues that change as one, and the combinations of options they may take."""


def _moves(case: Case) -> tuple[Move, ...]:
    options, excluded = on_the_table(case), exclusions(case)
    return tuple(
        (rows, tuple(free(rows, [options[row] for row in rows], excluded))) for rows in tied(len(case.issues), excluded)
    )


def _neighbours(pools: Sequence[_Pool], package: Package, moves: Sequence[Move]) -> dict[Package, float]:
    """Every package that differs by one move, with its least share."""
    found: dict[Package, float] = {}
    for pool in pools:
        room = pool.room(package)
        for rows, combinations in moves:
            here = sum(pool.values[row][:, package[row]] for row in rows)
            for chosen in combinations:
                held = dict(zip(rows, chosen, strict=True))
                near = tuple(held.get(row, rung) for row, rung in enumerate(package))
                if near != package:
                    there = sum(pool.values[row][:, rung] for row, rung in held.items())
                    share = float((room - here + there >= -ROUNDING).mean())
                    found[near] = min(share, found.get(near, 1.0))
    return found
