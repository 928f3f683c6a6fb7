"""Chance for a block of runs: one stream for each thing that is left to it, so that two plans can be tried on the same.

A stream belongs to a seed, a block, a kind of habit, an item and a turn, and to nobody's name. What a plan does not ask
of one stream changes no other, so that runs of two plans, or of two levels of a habit, differ by what was changed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.conduct.futures.habits import Level

Unit = NDArray[np.float64]
"""A number from 0 to 1, below 1, for each run."""


@dataclass(frozen=True, slots=True)
class Chance:
    """The streams of one block of so many runs, spawned from the study's seed."""

    seed: int
    block: int
    runs: int

    def units(self, kind: int, item: int, turn: int) -> Unit:
        """One stream: (runs,)."""
        root = np.random.SeedSequence(self.seed, spawn_key=(self.block, kind, item, turn))
        return np.random.Generator(np.random.SFC64(root)).random(self.runs)


def drawn(level: Level, units: Unit) -> Unit:
    """A level in each run: its number, else by its distribution's inverse.

    >>> drawn(Level(0, 4, mode=2), np.array([0.0, 0.5]))
    array([0., 2.])
    """
    if level.seen:
        return np.array(level.seen)[(units * len(level.seen)).astype(np.int64)]
    if level.low == level.high or level.mode is None:
        return np.full(len(units), level.low)
    low, mode, high = level.low, level.mode, level.high
    width = high - low
    below = units * width < mode - low
    rising = low + np.sqrt(units * width * (mode - low))
    falling = high - np.sqrt((1 - units) * width * (high - mode))
    found: Unit = np.where(below, rising, falling)
    return found


def whole_days(numbers: Unit) -> NDArray[np.int32]:
    """Days rounded to whole ones, halves up."""
    return np.floor(numbers + 0.5).astype(np.int32)
