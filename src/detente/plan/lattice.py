"""Every state an exchange can pass through, layer by layer, and the best bounds under which a way leads to its end.

A state says how many units of each step are given; a layer holds the states of one number of units. States, arcs and
amounts are rows and integers here: amounts are scaled by `per_unit`, exactly. A way is judged by its worst arc, once
for each party.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente.errors import NoAnswer
from detente.plan.exchange import SIDES, Exchange, advance_of_unit, in_earlier_phase, reckoned

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]
MOST_STATES = 1 << 19
"""States that are held at once: half a million take about 200 MB and some seconds."""
FAR = np.iinfo(np.int64).max
"""Reached by no way."""


class TooLarge(NoAnswer):
    """More states than can be held."""

    def __init__(self, most: int) -> None:
        super().__init__(f"the exchange can pass through more than {most} states; that many are not looked through")


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """The amounts of an exchange at their worst as integers, `per_unit` to one: (2,) and (steps, 2), parties last.

    `beyond`, `to_come` and `changes` make up the slack as in a Reckoning; `advances` is a unit's part in the advance.
    """

    per_unit: int
    beyond: Ints
    reputation: Ints
    to_come: Ints
    changes: Ints
    advances: Ints

    def exact(self, number: int) -> Fraction:
        return Fraction(int(number), self.per_unit)


def scaled(exchange: Exchange) -> Scaled:
    """Every amount times the least number that makes all of them whole. Raises NoAnswer where they grow too large."""
    slack = [reckoned(exchange, side, at_worst=True) for side in SIDES]
    advances = [[advance_of_unit(exchange, step, side).high for step in exchange.steps] for side in SIDES]
    rows = [
        [each.beyond for each in slack],
        [each.low for each in exchange.reputation],
        *([each.to_come[row] for each in slack] for row in range(len(exchange.steps))),
        *([each.changes[row] for each in slack] for row in range(len(exchange.steps))),
        *([each[row] for each in advances] for row in range(len(exchange.steps))),
    ]
    per_unit = math.lcm(*(number.denominator for row in rows for number in row))
    units = sum(step.units for step in exchange.steps)
    if max(abs(number) for row in rows for number in row) * per_unit * (units + 2) >= 2**60:
        raise NoAnswer("the amounts are too finely graded to be added up in whole numbers; round them first")
    whole = np.array([[int(number * per_unit) for number in row] for row in rows], dtype=np.int64)
    return Scaled(per_unit, whole[0], whole[1], *np.split(whole[2:], 3))


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """States and the arcs between them, one for each unit that may be given next; arcs stand by the state they end in.

    `slack` and `advance` are (states, 2). `layers` are where the states of each number of units begin, with the end;
    `arcs_into` where the arcs into each state begin, with the end. A state is (state, giver of the last unit) where
    turns count; the first state has no giver, and the last states are those of the last layer.
    """

    slack: Ints
    advance: Ints
    layers: Ints
    arcs_into: Ints
    origin: Ints
    end: Ints
    step: Ints
    turn: Truths
    """Whether the arc hands the turn to another giver; the first arc does."""


def lattice(exchange: Exchange, amounts: Scaled, *, by_turns: bool, most: int = MOST_STATES) -> Lattice:
    """All states that precedence and phases allow. Raises TooLarge."""
    units = np.array([step.units for step in exchange.steps], dtype=np.int64)
    givers = np.array([exchange.side(step) for step in exchange.steps], dtype=np.int64)
    before, radix = waits(exchange), _radix(units)
    given, last = np.zeros((1, units.size), dtype=np.int64), np.full(1, -1, dtype=np.int64)
    layers, every = [0, 1], [given]
    arcs: list[tuple[Ints, Ints, Ints, Truths]] = []
    for _ in range(int(units.sum())):
        origin, step = _next_units(given, units, before)
        following = given[origin]
        following[np.arange(origin.size), step] += 1
        keys = following @ radix * 2 + (givers[step] if by_turns else 0)
        _, first, row = np.unique(keys, return_index=True, return_inverse=True)
        by_end = np.argsort(row, kind="stable")
        turn = last[origin] != givers[step]
        arcs.append(((origin + layers[-2])[by_end], (row + layers[-1])[by_end], step[by_end], turn[by_end]))
        given, last = following[first], givers[step[first]]
        every.append(given)
        layers.append(layers[-1] + first.size)
        if layers[-1] > most:
            raise TooLarge(most)
    origin, end, step = (np.concatenate([part[column] for part in arcs]) for column in range(3))
    turns = np.concatenate([part[3] for part in arcs])
    into = np.searchsorted(end, np.arange(layers[-1] + 1)).astype(np.int64)
    start = amounts.beyond + units @ amounts.to_come
    slack = np.concatenate([start + states @ amounts.changes for states in every])
    ahead = np.concatenate([states @ amounts.advances for states in every])
    return Lattice(slack, ahead, np.array(layers, dtype=np.int64), into, origin, end, step, turns)


def _next_units(given: Ints, units: Ints, waits: list[list[int]]) -> tuple[Ints, Ints]:
    """From which states of a layer which steps may give a unit next: two arrays of one length."""
    complete = given == units
    able = [
        np.flatnonzero((given[:, step] < units[step]) & complete[:, before].all(axis=1))
        for step, before in enumerate(waits)
    ]
    return np.concatenate(able), np.repeat(np.arange(len(able)), [rows.size for rows in able])


def _radix(units: Ints) -> Ints:
    """What one unit of each step counts in the number that stands for a state."""
    places = [1]
    for each in units.tolist():
        places.append(places[-1] * (each + 1))
    if places[-1] >= 2**61:
        raise TooLarge(MOST_STATES)
    return np.array(places[:-1], dtype=np.int64)


def waits(exchange: Exchange) -> list[list[int]]:
    """The rows of the steps that each step waits for."""
    rows = {step.name: row for row, step in enumerate(exchange.steps)}
    before: list[set[int]] = [
        {row for row, other in enumerate(exchange.steps) if in_earlier_phase(other, step)} for step in exchange.steps
    ]
    for earlier, later in exchange.precedence:
        before[rows[later]].add(rows[earlier])
    return [sorted(each) for each in before]


def least_worst(ways: Lattice, need: Ints, allowed: Truths) -> Ints:
    """The least, over ways by allowed arcs, of the greatest need of an arc on the way: (states,); FAR where none leads.

    `need` and `allowed` are (arcs,).
    """
    least = np.full(ways.layers[-1], FAR, dtype=np.int64)
    least[0] = np.iinfo(np.int64).min
    offered = np.where(allowed, need, FAR)
    for start, end in pairwise(ways.layers[1:].tolist()):
        arcs = slice(ways.arcs_into[start], ways.arcs_into[end])
        found = np.maximum(least[ways.origin[arcs]], offered[arcs])
        least[start:end] = np.minimum.reduceat(found, ways.arcs_into[start:end] - ways.arcs_into[start])
    return least


def fewest_turns(ways: Lattice, allowed: Truths) -> Ints:
    """The fewest turns by which each state is reached by allowed arcs: (states,); a huge number where none leads."""
    fewest = np.full(ways.layers[-1], FAR // 4, dtype=np.int64)
    fewest[0] = 0
    for start, end in pairwise(ways.layers[1:].tolist()):
        arcs = slice(ways.arcs_into[start], ways.arcs_into[end])
        found = np.where(allowed[arcs], fewest[ways.origin[arcs]] + ways.turn[arcs], FAR // 4)
        fewest[start:end] = np.minimum.reduceat(found, ways.arcs_into[start:end] - ways.arcs_into[start])
    return fewest


def lasts(ways: Lattice) -> range:
    """The states in which everything is given."""
    return range(int(ways.layers[-2]), int(ways.layers[-1]))


def staircase(ways: Lattice, need: Ints, floor: Sequence[int], allowed: Truths) -> list[tuple[int, int]]:
    """All pairs of bounds, one a party, within which a way leads to the end and neither can be less: first rising.

    `need` is (arcs, 2); no bound is below `floor`. One pass finds the least second bound, one the least first to go
    with it; then the first must fall.
    """
    ends = np.array(lasts(ways))
    found: list[tuple[int, int]] = []
    while True:
        second = max(int(least_worst(ways, need[:, 1], allowed)[ends].min()), floor[1])
        if second == FAR:
            return found[::-1]
        first = max(int(least_worst(ways, need[:, 0], allowed & (need[:, 1] <= second))[ends].min()), floor[0])
        found.append((first, second))
        if first == floor[0]:
            return found[::-1]
        allowed = allowed & (need[:, 0] < first)


def way_within(ways: Lattice, reached: Truths, allowed: Truths) -> list[int]:
    """The arcs of one way to the end by allowed arcs over reached states; the first of those that lead there."""
    here = next(state for state in lasts(ways) if reached[state])
    back: list[int] = []
    while here:
        arcs = range(int(ways.arcs_into[here]), int(ways.arcs_into[here + 1]))
        arc = next(arc for arc in arcs if allowed[arc] and reached[ways.origin[arc]])
        back.append(arc)
        here = int(ways.origin[arc])
    return back[::-1]
