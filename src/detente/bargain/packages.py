"""Packages: one option chosen on every issue, and what parties with additive values make of each.

A `Scenario` gives every value; a case gives only claims, from which `beliefs` draws many. An array of values is
(options,) for one party on one issue, in utils of that party: sums over issues compare packages for one party, and are
never added over parties unless a solution says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64] | NDArray[np.int64]
Package = tuple[int, ...]
"""The row of the option chosen on each issue."""


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """Issues with their options, and for each party the value of each option and of no deal.

    `values[party][issue]` is (options,); integers stay integers, so that point scores are summed exactly.
    """

    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    parties: tuple[str, ...]
    values: tuple[tuple[Values, ...], ...]
    no_deal: tuple[float, ...]

    @property
    def packages(self) -> int:
        """How many packages there are.

        >>> tug_of_war(3, 2).packages
        9
        """
        return prod(len(each) for each in self.options)

    def worth(self, package: Iterable[int]) -> Values:
        """What a package is worth to each party: (parties,).

        >>> tug_of_war(3, 2).worth((2, 1)).tolist()
        [3, 1]
        """
        chosen = tuple(package)
        return np.array([sum(column[row] for column, row in zip(own, chosen, strict=True)) for own in self.values])


def tug_of_war(options: int, issues: int) -> Scenario:
    """Two parties who want opposite ends of every ladder, one util a rung: the plainest scenario there is."""
    up = np.arange(options)
    return Scenario(
        issues=tuple(f"issue-{row}" for row in range(issues)),
        options=(tuple(f"rung-{row}" for row in range(options)),) * issues,
        parties=("up", "down"),
        values=((up,) * issues, (up[::-1],) * issues),
        no_deal=(0.0, 0.0),
    )
