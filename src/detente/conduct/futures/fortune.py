"""What chance makes of each habit in each run of a block: whether it comes to pass, and how many days it takes."""

import numpy as np
from numpy.typing import NDArray

from detente.conduct.futures.chance import Chance, drawn, whole_days
from detente.conduct.futures.conditions import KINDS, Conditions
from detente.conduct.futures.course import Act, Flags
from detente.conduct.futures.form import NEVER, Days, Form
from detente.conduct.futures.habits import HabitKind, Measure

MOST_ACTS = 400
"""How many acts of one spoiler are played in a run at most."""


class Fortune:
    """The draws of one block. A second verifier, where there is one, has draws of its own, and the better of both."""

    def __init__(self, form: Form, held: Conditions, chance: Chance) -> None:
        self.form, self.held, self.runs = form, held, chance.runs
        self._chance = chance

    def happens(self, kind: HabitKind, item: int) -> Flags | None:
        """In which runs a habit comes to pass for an item; None where none applies."""
        habit = self.held.row(kind, item)
        if habit < 0:
            return None
        found = self._passes(habit, kind, item, 0)
        if self.held.second and kind is HabitKind.DENIAL:
            found = found & self._passes(habit, kind, item, 4)
        return found

    def days(self, kind: HabitKind, item: int) -> Days:
        """How many days it takes, NEVER where the habit states none."""
        habit = self.held.row(kind, item)
        found = self._days(habit, kind, item, 2)
        if self.held.second and kind is HabitKind.VERIFICATION:
            found = np.minimum(found, self._days(habit, kind, item, 6))
        return found

    def share(self, kind: HabitKind, item: int) -> NDArray[np.float64]:
        """The share it is about."""
        return self._level(self.held.row(kind, item), Measure.SHARE, kind, item, 3)

    def acts(self) -> tuple[Act, ...]:
        """Every act of every spoiler within the horizon, one habit after the other, each in the order of its days."""
        return tuple(act for habit in self.held.spoilers.tolist() for act in self._acts(habit))

    def _acts(self, habit: int) -> list[Act]:
        kind, found = HabitKind.SPOILER, list[Act]()
        rate = self._level(habit, Measure.CHANCE, kind, -habit - 1, 0)
        ends = self._level(habit, Measure.SHARE, kind, -habit - 1, 3)
        day = np.zeros(self.runs, dtype=np.int64)
        for number in range(MOST_ACTS):
            units = self._units(kind, -habit - 1, 10 + 3 * number)
            with np.errstate(divide="ignore"):
                gap = np.where(rate > 0, np.log1p(-units) / np.log1p(-np.minimum(rate, 1)), np.inf)
            day = np.minimum(day + 1 + np.minimum(np.nan_to_num(gap, posinf=NEVER), NEVER).astype(np.int64), NEVER)
            if (day > self.form.horizon).all():
                break
            that = np.where(day > self.form.horizon, NEVER, day).astype(np.int32)
            ending = self._units(kind, -habit - 1, 11 + 3 * number) < ends
            held = self._days(habit, kind, -habit - 1, 12 + 3 * number)
            until = np.where(ending | (held >= NEVER) | (that >= NEVER), that, that + held).astype(np.int32)
            found.append(Act(that, ending & (that < NEVER), until))
        return found

    def _passes(self, habit: int, kind: HabitKind, item: int, turn: int) -> Flags:
        chance = self._level(habit, Measure.CHANCE, kind, item, turn)
        if (chance >= 1).all():
            return np.ones(self.runs, dtype=np.bool_)
        return self._units(kind, item, turn + 1) < chance

    def _days(self, habit: int, kind: HabitKind, item: int, turn: int) -> Days:
        found = whole_days(self._level(habit, Measure.DAYS, kind, item, turn))
        return np.where(found < 0, NEVER, found).astype(np.int32)

    def _level(self, habit: int, measure: Measure, kind: HabitKind, item: int, turn: int) -> NDArray[np.float64]:
        level = self.held.level(habit, measure)
        if level.mode is None and not level.seen:
            return np.full(self.runs, level.low)
        return drawn(level, self._units(kind, item, turn))

    def _units(self, kind: HabitKind, item: int, turn: int) -> NDArray[np.float64]:
        number = int(self.form.numbers[item]) if item >= 0 else -item - 1
        return self._chance.units(KINDS.index(kind), number, turn)
