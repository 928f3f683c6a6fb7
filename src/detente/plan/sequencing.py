"""In what order, and in which rounds, an exchange needs the least guarantees, then exposes least, then ends soonest.

Small plans are looked through state by state, without a limit on rounds; larger ones, capped ones and swaps are put to
CP-SAT, with a number of rounds looked through (PLAN 16). Where a common unit is declared guarantees are added up, and
then exposures; elsewhere there is a schedule for every least pair of guarantees, in the fewest rounds, its
exposures beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, prod
from typing import TYPE_CHECKING

import numpy as np

from detente.plan.exchange import Exchange, Pair, filled
from detente.plan.lattice import (
    FAR,
    Ints,
    Lattice,
    Scaled,
    TooLarge,
    Truths,
    fewest_turns,
    lasts,
    lattice,
    scaled,
    staircase,
    way_within,
)
from detente.plan.rounds import Effort, RoundModel, Tell
from detente.plan.schedule import Mode, NoSequence, Round, Sequenced, Stage, scheduled

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import LinearExpr

GUARANTEES, EXPOSURES, ROUNDS = "guarantees", "exposures", "rounds"
FIRST, SECOND = "guarantee of the first party", "guarantee of the second party"
USUAL_ROUNDS = 20
USUAL_EFFORT = Effort()
MOST_OF_IT = 0.7
"""The share of the effort left that a question may take while others wait."""
MOST_FILLINGS = 256
"""Fillings of the blanks that are looked through one by one."""
STATES_IN_ALL = 1 << 17
"""States, over all fillings, up to which a plan counts as small."""
LOW = -FAR // 4
"""The need of a moment that is no seam, because the same party gives on."""


def sequence(
    exchange: Exchange,
    *,
    mode: Mode = Mode.SEQUENTIAL,
    rounds: int | None = None,
    effort: Effort = USUAL_EFFORT,
    tell: Tell | None = None,
) -> Sequenced | NoSequence:
    """The best schedule, or one for each least pair of guarantees; state by state where that can be done.

    Raises NotInstalled where CP-SAT is needed and missing.

    >>> from detente.plan.exchange import bridge
    >>> found = sequence(bridge())
    >>> for each in found.schedules:
    ...     print(*each.bonds, each.rounds)
    0 2 ((('pull back', 1),), (('open the bridge', 1),))
    4 0 ((('open the bridge', 1),), (('pull back', 1),))
    >>> found.proved
    True
    """
    if mode is Mode.SEQUENTIAL and rounds is None and all(step.at_once >= step.units for step in exchange.steps):
        try:
            return by_states(exchange)
        except TooLarge:
            pass
    return by_rounds(exchange, mode=mode, rounds=rounds, effort=effort, tell=tell)


def by_states(exchange: Exchange, *, most_states: int = STATES_IN_ALL) -> Sequenced | NoSequence:
    """The same one after the other, for any number of rounds without caps, by looking through every state.

    Raises TooLarge.
    """
    if prod(step.units - step.fewest + 1 for step in exchange.steps) > MOST_FILLINGS:
        raise TooLarge(most_states)
    wholes = [_Whole(whole, most_states) for whole in _worthwhile(exchange)]
    if not wholes:
        return NoSequence(_WORTHLESS)
    if sum(len(whole.ways.slack) for whole in wholes) > most_states:
        raise TooLarge(most_states)
    least = [(bonds, whole) for whole in wholes for bonds in whole.least_bonds()]
    found = _least_together(least) if exchange.unit is not None else _least_apart(least)
    return Sequenced(
        tuple(scheduled(exchange, rounds) for rounds, _ in found),
        tuple(stages for _, stages in found),
        "state by state",
        None,
        complete=True,
    )


def by_rounds(
    exchange: Exchange,
    *,
    mode: Mode = Mode.SEQUENTIAL,
    rounds: int | None = None,
    effort: Effort = USUAL_EFFORT,
    tell: Tell | None = None,
) -> Sequenced | NoSequence:
    """The same by CP-SAT, within so many rounds; a turn of one party is a round where they give one after the other.

    Raises NotInstalled.
    """
    most = rounds or usual_rounds(exchange, mode)
    search = _Search(exchange, scaled(exchange), RoundModel(exchange, scaled(exchange), mode, most), effort, tell)
    found = [search.least_together()] if exchange.unit is not None else list(search.least_apart())
    answers = [each for each in found if not isinstance(each, str)]
    if not answers:
        words = "nothing was found in the time given" if found == ["unknown"] else f"not in {most} rounds: {_WORTHLESS}"
        return NoSequence(words)
    schedules = tuple(scheduled(exchange, _from_first_to_last(rounds)) for rounds, _ in answers)
    complete = exchange.unit is not None or found[-1] == "infeasible"
    return Sequenced(schedules, tuple(stages for _, stages in answers), "CP-SAT", most, complete)


def usual_rounds(exchange: Exchange, mode: Mode) -> int:
    """How many rounds are looked through unless one says: enough for the caps, and well below the number of units."""
    phases = {step.phase for step in exchange.steps}
    capped = sum(max(ceil(s.units / s.at_once) for s in exchange.steps if s.phase == phase) for phase in phases)
    units = sum(step.units for step in exchange.steps)
    if mode is Mode.SIMULTANEOUS:
        return max(capped, min(units, USUAL_ROUNDS // 2))
    return max(2 * capped + 1, min(units + 1, USUAL_ROUNDS))


_WORTHLESS = "each order breaks a cap, or leaves a party worse off than with no plan"
_Found = tuple[tuple[Round, ...], tuple[Stage, ...]]


def _worthwhile(exchange: Exchange) -> Iterator[Exchange]:
    """The exchange with its blanks filled in every way in which no party is worse off than without it (PLAN 9)."""
    choices = [range(step.fewest, step.units + 1) for step in exchange.steps]
    names = [step.name for step in exchange.steps]
    amounts = scaled(exchange)
    for units in product(*choices):
        worth = amounts.beyond - amounts.reputation + np.array(units) @ amounts.to_come
        if any(units) and (worth >= 0).all():
            yield filled(exchange, dict(zip(names, units, strict=True)))


class _Whole:
    """An exchange without blanks, with all its states; a seam is where the turn goes over, and at both ends."""

    def __init__(self, exchange: Exchange, most_states: int) -> None:
        self.exchange = exchange
        self.amounts: Scaled = scaled(exchange)
        self.ways: Lattice = lattice(exchange, self.amounts, by_turns=True, most=most_states)
        seam = self.ways.turn[:, np.newaxis]
        self.need: Ints = np.where(seam, -self.ways.slack[self.ways.origin], LOW)
        self.ahead: Ints = np.where(seam, self.ways.advance[self.ways.origin], LOW)

    def least_bonds(self) -> list[tuple[int, int]]:
        floor = np.maximum(0, -np.minimum(self.ways.slack[0], self.ways.slack[-1])).tolist()
        return staircase(self.ways, self.need, floor, np.ones(len(self.need), dtype=bool))

    def within(self, bonds: tuple[int, int]) -> Truths:
        return _within(self.need, bonds)

    def least_exposures(self, allowed: Truths) -> list[tuple[int, int]]:
        floor = np.maximum(0, self.ways.advance[-1]).tolist()
        return staircase(self.ways, self.ahead, floor, allowed)

    def soonest(self, allowed: Truths) -> tuple[int, tuple[Round, ...]]:
        """The fewest rounds by allowed arcs, and the rounds."""
        fewest = fewest_turns(self.ways, allowed)
        ends = lasts(self.ways)
        least = int(fewest[ends.start : ends.stop].min())
        tight = allowed & (fewest[self.ways.origin] + self.ways.turn == fewest[self.ways.end])
        reached = fewest < FAR // 4
        reached[ends.start : ends.stop] &= fewest[ends.start : ends.stop] == least
        rounds: list[dict[str, int]] = []
        for arc in way_within(self.ways, reached, tight):
            if self.ways.turn[arc]:
                rounds.append({})
            name = self.exchange.steps[self.ways.step[arc]].name
            rounds[-1][name] = rounds[-1].get(name, 0) + 1
        return least, tuple(tuple(each.items()) for each in rounds)


def _within(need: Ints, bounds: tuple[int, int]) -> Truths:
    return (need[:, 0] <= bounds[0]) & (need[:, 1] <= bounds[1])


def _proved(of: str, value: Fraction) -> Stage:
    return Stage(of, value, value)


def _total(whole: _Whole, pair: tuple[int, int]) -> Fraction:
    return whole.amounts.exact(pair[0] + pair[1])


def _least_together(least: list[tuple[tuple[int, int], _Whole]]) -> list[_Found]:
    """The least sum of guarantees, with it the least sum of exposures, with both the fewest rounds."""
    bonds = min(_total(whole, pair) for pair, whole in least)
    exposed = [
        (_total(whole, ahead), ahead, allowed, whole)
        for pair, whole in least
        if _total(whole, pair) == bonds
        for allowed in (whole.within(pair),)
        for ahead in whole.least_exposures(allowed)
    ]
    exposures = min(total for total, *_ in exposed)
    soonest = [
        whole.soonest(allowed & _within(whole.ahead, ahead))
        for total, ahead, allowed, whole in exposed
        if total == exposures
    ]
    turns, rounds = min(soonest, key=lambda each: each[0])
    named = zip((GUARANTEES, EXPOSURES, ROUNDS), (bonds, exposures, Fraction(turns)), strict=True)
    return [(rounds, tuple(_proved(of, value) for of, value in named))]


def _least_apart(least: list[tuple[tuple[int, int], _Whole]]) -> list[_Found]:
    """Every least pair of guarantees over all fillings, each in the fewest rounds."""
    exact: dict[Pair, tuple[int, tuple[Round, ...]]] = {}
    for pair, whole in least:
        bonds = (whole.amounts.exact(pair[0]), whole.amounts.exact(pair[1]))
        turns, rounds = whole.soonest(whole.within(pair))
        if bonds not in exact or turns < exact[bonds][0]:
            exact[bonds] = (turns, rounds)
    found: list[_Found] = []
    second: Fraction | None = None
    for bonds in sorted(exact):
        if second is None or bonds[1] < second:
            turns, rounds = exact[bonds]
            values = zip((FIRST, SECOND, ROUNDS), (*bonds, Fraction(turns)), strict=True)
            found.append((rounds, tuple(_proved(of, value) for of, value in values)))
            second = bonds[1]
    return found


@dataclass(frozen=True, slots=True)
class _Search:
    """The same questions, put to a model in rounds."""

    exchange: Exchange
    amounts: Scaled
    model: RoundModel
    effort: Effort
    tell: Tell | None

    def least_together(self) -> _Found | str:
        model, per_unit = self.model, self.amounts.per_unit
        return self._one_by_one(
            (GUARANTEES, model.bonds[0] + model.bonds[1], per_unit),
            (EXPOSURES, model.exposures[0] + model.exposures[1], per_unit),
            (ROUNDS, model.length, 1),
        )

    def least_apart(self) -> Iterator[_Found | str]:
        """Least pairs, the first party's guarantee rising; last, the word for why there are no more."""
        first, second = self.model.bonds
        per_unit = self.amounts.per_unit
        while True:
            model = self.model.branch()
            found = _Search(self.exchange, self.amounts, model, self.effort, self.tell)._one_by_one(
                (FIRST, first, per_unit), (SECOND, second, per_unit), (ROUNDS, model.length, 1)
            )
            yield found
            if isinstance(found, str):
                return
            self.model.spent = model.spent
            self.model.hold(second, int(found[1][1].found * per_unit) - 1)

    def _one_by_one(self, *questions: "tuple[str, LinearExpr | int, int]") -> _Found | str:
        """Answer each question with the answers before it held."""
        stages: list[Stage] = []
        rounds: tuple[Round, ...] = ()
        for left, (what, of, per_unit) in zip(range(len(questions), 0, -1), questions, strict=True):
            share = 1.0 if left == 1 else MOST_OF_IT
            answer = self.model.least(what, of, self.effort, self.tell, share=share)
            if isinstance(answer, str) and not stages:
                return answer
            if isinstance(answer, str):  # out of time: what the rounds found so far come to, and no better bound than 0
                stages.append(Stage(what, self._comes_to(what, rounds), Fraction(0)))
            else:
                stages.append(Stage(what, Fraction(answer.value, per_unit), Fraction(answer.bound, per_unit)))
                rounds = answer.rounds
            self.model.hold(of, int(stages[-1].found * per_unit))
        return rounds, tuple(stages)

    def _comes_to(self, what: str, rounds: tuple[Round, ...]) -> Fraction:
        made = scheduled(self.exchange, rounds)
        if what == ROUNDS:
            return Fraction(len(_from_first_to_last(rounds)))
        return made.bonds[1] if what == SECOND else sum(made.exposure, Fraction(0))


def _from_first_to_last(rounds: tuple[Round, ...]) -> tuple[Round, ...]:
    """The rounds from the first in which something is given to the last."""
    used = [row for row, each in enumerate(rounds) if each]
    return rounds[used[0] : used[-1] + 1]
