"""Values on the scale that other tools ask for: nothing below 0, no package above 1."""

from dataclasses import replace
from math import isfinite

import numpy as np

from detente.bargain.packages import Scenario, Values


def between_0_and_1(scenario: Scenario) -> Scenario:
    """The same comparisons with every value at least 0 and every package worth at most 1.

    A party whose values already keep to that is left as it is. Another's are shifted and stretched so that its worst
    package is worth 0 and its best 1, the worth of no deal with them; where all packages are worth the same, all
    become 0. A worth of no deal of minus infinity becomes that of the worst package, which no package is worse than.

    >>> from detente.bargain.packages import tug_of_war
    >>> between_0_and_1(tug_of_war(3, 2)).worth((2, 1)).tolist()
    [0.75, 0.25]
    """
    parties = [_party(own, no_deal) for own, no_deal in zip(scenario.values, scenario.no_deal, strict=True)]
    return replace(scenario, values=tuple(own for own, _ in parties), no_deal=tuple(no_deal for _, no_deal in parties))


def worst(own: tuple[Values, ...]) -> float:
    """What the worst package is worth to a party."""
    return float(sum(column.min() for column in own))


def best(own: tuple[Values, ...]) -> float:
    """What the best package is worth to a party."""
    return float(sum(column.max() for column in own))


def _party(own: tuple[Values, ...], no_deal: float) -> tuple[tuple[Values, ...], float]:
    floor = no_deal if isfinite(no_deal) else worst(own)
    if best(own) <= 1 + 1e-12 and all(float(column.min()) >= 0 for column in own):
        return tuple(column.astype(np.float64) for column in own), floor
    span = best(own) - worst(own) or 1.0
    return tuple((column - column.min()) / span for column in own), (floor - worst(own)) / span
