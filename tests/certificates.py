"""Checks that a frontier is one, knowing nothing of how it was found.

By induction over the issues: if every kept point with every option of the next issue is matched or beaten by a point
kept after it, then every package is matched or beaten by some point of the last stage. No package need be tried.
"""

import numpy as np

from detente.bargain.frontier import Frontier

TOLERANCE = 1e-9


def faults(found: Frontier) -> list[str]:
    """What is wrong with a frontier; nothing where it is one, within its bound."""
    wrong, spared = [], 0.0
    before = np.zeros((1, len(found.scenario.parties)))
    for issue, stage in enumerate(found.stages):
        options = np.column_stack([own[issue] for own in found.scenario.values]).astype(float)
        sums = (before[:, None, :] + options[None, :, :]).reshape(-1, before.shape[1])
        lack = max(_lack(stage.worth, each) for each in np.array_split(sums, len(sums) // 500 + 1))
        spared += max(lack, 0.0)
        before = stage.worth
    if spared > found.bound + TOLERANCE * len(found.stages):
        wrong.append(f"some package is worth {spared} more than every point, not {found.bound}")
    better = (found.points[:, None, :] >= found.points[None, :, :]).all(axis=2)
    if (better & ~np.eye(len(found.points), dtype=bool)).any():
        wrong.append("one point dominates another")
    for row, point in enumerate(found.points):
        package = next(found.packages(row), None)
        if package is None or np.abs(found.scenario.worth(package) - point).max() > TOLERANCE:
            wrong.append(f"no package reaches {point.tolist()}")
    return wrong


def _lack(points: np.ndarray, sums: np.ndarray) -> float:
    """By how much the best point falls short of a sum, for the party and the sum that fare worst."""
    return float((sums[:, None, :] - points[None, :, :]).max(axis=2).min(axis=1).max())
