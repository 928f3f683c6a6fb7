"""How many packages pass a threshold for every party, or for all but some, with vetoes; without trying each package.

Scores are added issue by issue and capped at the threshold, since more than enough is enough: partial packages that
agree on all capped scores are counted together. Integer scores are exact.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.bargain.packages import Scenario


@dataclass(frozen=True, slots=True)
class Acceptable:
    """How many packages are accepted, and for how many of these each party reaches its threshold."""

    packages: int
    of: int
    by_party: tuple[tuple[str, int], ...]


def acceptable(
    scenario: Scenario, thresholds: ArrayLike, *, vetoes: Collection[str] = (), lacking: int = 0
) -> Acceptable:
    """The packages that reach the thresholds (parties,) of all but `lacking` parties, and of every party with a veto.

    >>> from detente.bargain.packages import tug_of_war
    >>> acceptable(tug_of_war(3, 2), [2, 2])
    Acceptable(packages=3, of=9, by_party=(('up', 3), ('down', 3)))
    """
    needed = np.asarray(thresholds)
    least = [np.array([own[issue].min() for own in scenario.values]) for issue in range(len(scenario.issues))]
    above = needed - sum(least)  # counted from each issue's least, so that no later option takes a score back
    states = np.zeros((1, len(scenario.parties)), dtype=np.result_type(needed, *(own[0] for own in scenario.values)))
    counts = np.ones(1, dtype=np.int64 if scenario.packages < 2**62 else object)
    for issue in range(len(scenario.issues)):
        added = np.column_stack([own[issue] for own in scenario.values]) - least[issue]
        sums = np.minimum(states[:, None, :] + added[None, :, :], above).reshape(-1, len(scenario.parties))
        states, group = np.unique(sums, axis=0, return_inverse=True)
        merged = np.zeros(len(states), dtype=counts.dtype)
        np.add.at(merged, group.ravel(), np.repeat(counts, len(added)))
        counts = merged
    reached = states >= above
    held = [scenario.parties.index(party) for party in vetoes]
    passed = (reached.sum(axis=1) >= len(scenario.parties) - lacking) & reached[:, held].all(axis=1)
    by_party = tuple((party, int(counts[passed & reached[:, row]].sum())) for row, party in enumerate(scenario.parties))
    return Acceptable(int(counts[passed].sum()), scenario.packages, by_party)
