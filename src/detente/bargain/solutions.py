"""Points of a frontier that theory singles out: Nash, Kalai-Smorodinsky, egalitarian, utilitarian. All ties are kept.

Each takes points (points, parties) in utils and what no deal is worth (parties,), and gives the rows that are best in
its sense, in order. A solution says what a principle would pick, not what the parties should; a case's points are mean
values of a belief, and are labelled so.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.bargain.dominance import Points, Rows
from detente.errors import NoAnswer

TIED = 1e-9
"""Differences up to this, in utils (for products: in products of utils), are ties."""


class NoZoneOfAgreement(NoAnswer):
    """No package leaves every party better off than no deal."""

    def __init__(self) -> None:
        super().__init__("no package leaves every party better off than no deal")


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


def _greatest(measure: NDArray[np.float64]) -> Rows:
    return np.flatnonzero(measure >= measure.max() - TIED)
