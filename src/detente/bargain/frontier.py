"""The Pareto frontier of a scenario, exactly, without trying every package.

A partial package that another dominates stays dominated whatever both are completed with. So the frontier is built
issue by issue: every point kept so far with every option of the next issue, then what is dominated is left out
(Minkowski sums with pruning). Work grows with the frontier, not with the number of packages; the frontier is largest
where interests are nearly opposed. Points that differ by no more than `RESOLUTION` are one point, with all the packages
that reach it counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.bargain.dominance import Keys, Points, Rows, nondominated
from detente.bargain.packages import Package, Scenario

RESOLUTION = 1e-10
"""The finest difference that counts, in utils, for values of at most about 1e8."""
MOST_SUMS = 4_000_000
"""How many sums one issue may lead to before points are thinned, and the bound said."""


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What one issue added. Every kept point with every option gives a sum, row by row; `point` says where it went.

    `worth` is (points, parties) after this issue; `point` is (sums,), the kept point the sum is, or -1 where dominated.
    """

    worth: Points
    options: int
    point: Rows


@dataclass(frozen=True, slots=True, eq=False)
class Frontier:
    """Points no package is better than, (points, parties) in utils, by falling first party; and their packages.

    `counts` says how many packages reach each point. `bound` is 0 when exact; else every package is worth, to every
    party, at most `bound` more than some point here.
    """

    scenario: Scenario
    points: Points
    counts: tuple[int, ...]
    bound: float
    stages: tuple[Stage, ...]

    @property
    def packages_on_frontier(self) -> int:
        """Ties counted; of a frontier within a bound, the packages of the points shown."""
        return sum(self.counts)

    def packages(self, row: int) -> Iterator[Package]:
        """All packages that reach a point, one after the other; there may be very many.

        >>> from detente.bargain.packages import tug_of_war
        >>> found = frontier(tug_of_war(2, 2))
        >>> found.points.tolist(), found.counts
        ([[2.0, 0.0], [1.0, 1.0], [0.0, 2.0]], (1, 2, 1))
        >>> list(found.packages(1))
        [(1, 0), (0, 1)]
        """
        return self._back(len(self.stages), row)

    def _back(self, stage: int, point: int) -> Iterator[Package]:
        if stage == 0:
            yield ()
            return
        last = self.stages[stage - 1]
        for sum_row in np.flatnonzero(last.point == point).tolist():
            before, option = divmod(sum_row, last.options)
            for package in self._back(stage - 1, before):
                yield (*package, option)


def frontier(scenario: Scenario, *, most: int = MOST_SUMS) -> Frontier:
    """The frontier, exact unless an issue leads to more than `most` sums; then within `bound`."""
    parties = len(scenario.parties)
    worth, counts = np.zeros((1, parties)), np.ones(1, dtype=_counting(scenario))
    scale = 1.0 if _whole(scenario) else 1.0 / _resolution(scenario)
    bound, stages = 0.0, []
    for issue in range(len(scenario.issues)):
        added = np.column_stack([np.asarray(own[issue], dtype=np.float64) for own in scenario.values])
        sums = (worth[:, None, :] + added[None, :, :]).reshape(-1, parties)
        keys = np.rint(sums * scale).astype(np.int64)
        rows, point = nondominated(keys)
        left = len(scenario.options[issue + 1]) if issue + 1 < len(scenario.issues) else 1
        if len(rows) * left > most:
            kept, lost = _thinned(keys[rows], max(1, most // left))
            bound += lost / scale
            renamed = np.full(len(rows) + 1, -1, dtype=np.intp)  # the last for those dominated already
            renamed[kept] = np.arange(len(kept))
            rows, point = rows[kept], renamed[point]
        here = np.flatnonzero(point >= 0)
        summed = np.zeros(len(rows), dtype=counts.dtype)
        np.add.at(summed, point[here], counts[here // len(added)])
        worth, counts = sums[rows], summed
        stages.append(Stage(worth, len(added), point))
    return Frontier(scenario, worth, tuple(int(each) for each in counts), bound, tuple(stages))


def _thinned(keys: Keys, most: int) -> tuple[Rows, float]:
    """The rows of at most about `most` points, and by how much any point left out is better than one kept, in keys.

    Points are gathered in cells of one width on all keys but the last; of each the one with the best last key stays.
    """
    first, last = keys[:, :-1], keys[:, -1]
    reach = first.max(axis=0) - first.min(axis=0)
    width = float(max(1, int(np.ceil(reach.max() / most ** (1 / first.shape[1])))))
    while True:
        cells = np.floor_divide(first - first.min(axis=0), int(width))
        order = np.lexsort((-last, *cells.T))
        new = np.ones(len(keys), dtype=bool)
        new[1:] = (cells[order][1:] != cells[order][:-1]).any(axis=1)
        if new.sum() <= most:
            return np.sort(order[new]), width - 1
        width *= 1.5


def _whole(scenario: Scenario) -> bool:
    """Point scores in integers are summed exactly."""
    return all(np.issubdtype(values.dtype, np.integer) for own in scenario.values for values in own)


def _resolution(scenario: Scenario) -> float:
    """Coarser than `RESOLUTION` only where values are so great that keys would not fit 63 bits."""
    greatest = max(sum(float(np.abs(values).max()) for values in own) for own in scenario.values)
    return max(RESOLUTION, greatest * 2.0**-50)


def _counting(scenario: Scenario) -> "type[np.int64] | type[object]":
    """Counts in 63 bits where they fit, else in whole numbers of any size."""
    return np.int64 if scenario.packages < 2**62 else object


def composite(scenario: Scenario, rows: tuple[int, ...], feasible: "NDArray[np.bool_] | None" = None) -> Scenario:
    """The scenario with linked issues merged into one, whose options are their combinations; others keep their order.

    `feasible` is (options of the first linked issue, of the second, ...): combinations that cannot be are left out.
    """
    sizes = [len(scenario.options[row]) for row in rows]
    allowed = np.flatnonzero(np.ones(sizes, dtype=bool) if feasible is None else feasible)
    combined = [np.unravel_index(each, sizes) for each in allowed.tolist()]
    others = [row for row in range(len(scenario.issues)) if row not in rows]
    names = tuple(" + ".join(scenario.options[r][o] for r, o in zip(rows, each, strict=True)) for each in combined)
    values = tuple(
        (
            *(own[row] for row in others),
            np.array([sum(own[r][o] for r, o in zip(rows, each, strict=True)) for each in combined]),
        )
        for own in scenario.values
    )
    return Scenario(
        issues=(*(scenario.issues[row] for row in others), " + ".join(scenario.issues[row] for row in rows)),
        options=(*(scenario.options[row] for row in others), names),
        parties=scenario.parties,
        values=values,
        no_deal=scenario.no_deal,
    )
