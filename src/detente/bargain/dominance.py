"""Which of many points no other is better than, for any number of parties, and how many stand at each.

Points are compared by integer keys, so that two sums which differ by rounding alone are one point. `worth` is
(points, parties) in utils; keys are the same, in units of the finest difference that counts.
"""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Keys = NDArray[np.int64]
Rows = NDArray[np.intp]

LEAF, BLOCK = 64, 2048
"""How many points are compared each with each, and with how many kept ones at a time."""


def nondominated(keys: Keys) -> tuple[Rows, Rows]:
    """The rows of one point each that no other dominates, and for every row the number of its point, or -1.

    Sorted by falling keys, the first party's first. Of equal points the lowest row stands for all.

    >>> rows, point = nondominated(np.array([[1, 1], [0, 2], [1, 1], [0, 1]]))
    >>> rows.tolist(), point.tolist()
    ([0, 1], [0, 1, 0, -1])
    """
    order = np.lexsort([-keys[:, column] for column in reversed(range(keys.shape[1]))])  # stable: lowest row first
    ordered = keys[order]
    new = np.ones(len(keys), dtype=bool)
    new[1:] = ordered[1:, 0] != ordered[:-1, 0]
    for column in range(1, keys.shape[1]):
        new[1:] |= ordered[1:, column] != ordered[:-1, column]
    distinct = ordered[new]
    keep = _two(distinct) if keys.shape[1] == 2 else _many(distinct)
    number = np.where(keep, np.cumsum(keep) - 1, -1)
    point = np.empty(len(keys), dtype=np.intp)
    point[order] = number[np.cumsum(new) - 1]
    return order[new][keep], point


def _two(distinct: Keys) -> NDArray[np.bool_]:
    """Distinct points by falling first key: those whose second key exceeds all before."""
    second = distinct[:, 1]
    keep = np.ones(len(distinct), dtype=bool)
    keep[1:] = second[1:] > np.maximum.accumulate(second)[:-1]
    return keep


def _many(distinct: Keys) -> NDArray[np.bool_]:
    """Distinct points by falling first key: a point can be dominated only by one that stands before it."""
    keep = np.zeros(len(distinct), dtype=bool)
    keep[_uncovered(distinct[:, 1:], np.arange(len(distinct)))] = True
    return keep


def _uncovered(rest: Keys, rows: Rows) -> Rows:
    """Of rows in order, those that none before them covers on the remaining keys: first half, then what it leaves."""
    if len(rows) <= LEAF:
        among = rest[rows]
        return rows[~np.triu(_covers(among, among), 1).any(axis=0)]
    first = _uncovered(rest, rows[: len(rows) // 2])
    second = rows[len(rows) // 2 :]
    second = second[~_covered(_outer(rest[first]), rest[second])]
    return np.concatenate([first, _uncovered(rest, second)])


def _covered(kept: Keys, points: Keys) -> NDArray[np.bool_]:
    """Whether some kept point is at least as good on all keys. With two keys the kept are a staircase."""
    if len(kept) == 0:
        return np.zeros(len(points), dtype=bool)
    if kept.shape[1] == 2:
        at = np.searchsorted(kept[:, 0], points[:, 0], side="left")
        high = np.append(kept[:, 1], np.iinfo(np.int64).min)
        return high[at] >= points[:, 1]
    found = np.zeros(len(points), dtype=bool)
    for start in range(0, len(kept), BLOCK):
        left = np.flatnonzero(~found)
        part = kept[start : start + BLOCK]
        found[left] = _covers(part, points[left]).any(axis=0)
    return found


def _covers(one: Keys, other: Keys) -> NDArray[np.bool_]:
    """Whether each of the first is at least as good on all keys as each of the second: (first, second)."""
    covers: NDArray[np.bool_] = one[:, 0, None] >= other[None, :, 0]
    for column in range(1, one.shape[1]):
        covers &= one[:, column, None] >= other[None, :, column]
    return covers


def _outer(kept: Keys) -> Keys:
    """What of the kept can still cover something. Two keys: a staircase, the first rising and the second falling."""
    if kept.shape[1] != 2 or len(kept) == 0:
        return kept
    order = np.lexsort((-kept[:, 1], -kept[:, 0]))
    falling = kept[order]
    keep = np.ones(len(falling), dtype=bool)
    keep[1:] = falling[1:, 1] > np.maximum.accumulate(falling[:, 1])[:-1]
    return falling[keep][::-1]
