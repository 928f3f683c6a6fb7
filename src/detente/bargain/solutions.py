"""Points of a frontier that theory singles out: Nash, Kalai-Smorodinsky, egalitarian, utilitarian. All ties are kept.

Each takes points (points, parties) in utils and what no deal is worth (parties,), and gives the rows that are best in
its sense, in order. A solution says what a principle would pick, not what the parties should; a case's points are mean
values of a belief, and are labelled so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.bargain.dominance import Points, Rows
from detente.bargain.frontier import Frontier
from detente.bargain.packages import Package, Scenario
from detente.errors import NoAnswer

TIED = 1e-9
"""Differences up to this, in utils (for products: in products of utils), are ties."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A frontier and what each principle picks from it, as vectors of utils, sorted; a principle may pick nothing.

    `packages_on_frontier` counts ties; `bound` is 0 when the frontier is exact.
    """

    issues: int
    packages: int
    parties: tuple[str, ...]
    points: tuple[tuple[float, ...], ...]
    packages_on_frontier: int
    nash: tuple[tuple[float, ...], ...]
    kalai_smorodinsky: tuple[tuple[float, ...], ...]
    egalitarian: tuple[tuple[float, ...], ...]
    utilitarian: tuple[tuple[float, ...], ...]
    bound: float


class NoZoneOfAgreement(NoAnswer):
    """No package leaves every party better off than no deal."""

    def __init__(self) -> None:
        super().__init__("no package leaves every party better off than no deal")


@dataclass(frozen=True, slots=True)
class Pick:
    """What one principle picks at one point: its worth to each party, and the packages there, by option names.

    `packages` are the first few; `count` is how many there are.
    """

    principle: str
    worth: tuple[float, ...]
    count: int
    packages: tuple[tuple[tuple[str, str], ...], ...]


MOST_LISTED = 3
"""How many of the packages that tie at one point are listed."""


def picks(found: Frontier, no_deal: ArrayLike, ideal: ArrayLike | None = None) -> tuple[Pick, ...]:
    """Every pick of every principle, with packages that reach it, as (issue, option) pairs."""
    points = found.points
    principles: tuple[tuple[str, Callable[[], Rows]], ...] = (
        ("nash", lambda: nash(points, no_deal)),
        ("kalai_smorodinsky", lambda: kalai_smorodinsky(points, no_deal, ideal)),
        ("egalitarian", lambda: egalitarian(points, no_deal)),
        ("utilitarian", lambda: utilitarian(points)),
    )
    told = []
    for name, principle in principles:
        try:
            rows = principle().tolist()
        except NoZoneOfAgreement:
            continue
        for row in rows:
            packages = tuple(_named(found.scenario, each) for each in islice(found.packages(row), MOST_LISTED))
            told.append(Pick(name, tuple(float(each) for each in points[row]), found.counts[row], packages))
    return tuple(told)


def _named(scenario: Scenario, package: Package) -> tuple[tuple[str, str], ...]:
    return tuple(
        (issue, names[row]) for issue, names, row in zip(scenario.issues, scenario.options, package, strict=True)
    )


def solved(found: Frontier, no_deal: ArrayLike, ideal: ArrayLike | None = None) -> Solved:
    """All solutions of a frontier, for what no deal is worth and the most each can have: both (parties,)."""
    points = found.points

    def picked(principle: Callable[[], Rows]) -> tuple[tuple[float, ...], ...]:
        try:
            return _vectors(points[principle()])
        except NoZoneOfAgreement:
            return ()

    return Solved(
        issues=len(found.scenario.issues),
        packages=found.scenario.packages,
        parties=found.scenario.parties,
        points=_vectors(points),
        packages_on_frontier=found.packages_on_frontier,
        nash=picked(lambda: nash(points, no_deal)),
        kalai_smorodinsky=picked(lambda: kalai_smorodinsky(points, no_deal, ideal)),
        egalitarian=picked(lambda: egalitarian(points, no_deal)),
        utilitarian=picked(lambda: utilitarian(points)),
        bound=found.bound,
    )


def nash(points: Points, no_deal: ArrayLike) -> Rows:
    """The greatest product of gains over no deal (Nash 1950). Raises NoZoneOfAgreement.

    >>> nash(np.array([[4.0, 1.0], [3.0, 3.0], [1.0, 4.0]]), [0, 0]).tolist()
    [1]
    """
    gains = points - np.asarray(no_deal)
    better = (gains > TIED).all(axis=1)
    if not better.any():
        raise NoZoneOfAgreement
    products = np.where(better, np.prod(np.where(better[:, None], gains, 1.0), axis=1), -np.inf)
    return _greatest(products)


def kalai_smorodinsky(points: Points, no_deal: ArrayLike, ideal: ArrayLike | None = None) -> Rows:
    """Where the shares of what each could gain at most are as equal as they can be (Kalai and Smorodinsky 1975).

    A discrete frontier seldom has a point of equal shares; those count whose greatest and least share lie closest
    together. `ideal` is the most each party can have, by default over the points no worse than no deal for anybody.

    >>> kalai_smorodinsky(np.array([[4.0, 1.0], [3.0, 2.0], [1.0, 4.0]]), [0, 0], [4, 4]).tolist()
    [1]
    """
    worst = np.asarray(no_deal, dtype=float)
    fair = (points >= worst - TIED).all(axis=1)
    if not fair.any():
        raise NoZoneOfAgreement
    best = np.asarray(ideal, dtype=float) if ideal is not None else points[fair].max(axis=0)
    if not (best - worst > TIED).all():
        raise NoZoneOfAgreement
    shares = (points - worst) / (best - worst)
    return _greatest(np.where(fair, -np.ptp(shares, axis=1), -np.inf))


def egalitarian(points: Points, no_deal: ArrayLike) -> Rows:
    """The greatest least gain over no deal (Kalai 1977).

    >>> egalitarian(np.array([[4.0, 1.0], [3.0, 3.0], [1.0, 4.0]]), [0, 0]).tolist()
    [1]
    """
    least: NDArray[np.float64] = (points - np.asarray(no_deal)).min(axis=1)
    return _greatest(least)


def utilitarian(points: Points) -> Rows:
    """The greatest sum, which presumes that the parties' utils are of one scale.

    >>> utilitarian(np.array([[4.0, 1.0], [3.0, 3.0], [1.0, 4.0]])).tolist()
    [1]
    """
    return _greatest(points.sum(axis=1))


def _vectors(points: Points) -> tuple[tuple[float, ...], ...]:
    return tuple(sorted(tuple(float(each) for each in point) for point in points))


def _greatest(measure: NDArray[np.float64]) -> Rows:
    return np.flatnonzero(measure >= measure.max() - TIED)
