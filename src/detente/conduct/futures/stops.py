"""Where each run comes to a stop, on which day and of what, and what of its course comes about before that.

A run stops at the first of these: a side would gain by it at a seam (`incentives`); a duty has been overdue for longer
than those it is owed to bear (patience); an act of a spoiler ends the plan. From then on nothing more is begun, done or
verified, and what lasts ends. It also stops where something is never done or begun and others wait for it in vain; what
nobody waits for leaves a run that goes to its end with something lacking.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from detente.conduct.futures.chance import Chance
from detente.conduct.futures.conditions import KINDS, Conditions
from detente.conduct.futures.course import Course, Flags
from detente.conduct.futures.form import LASTING, NEVER, ONCE, RATE, Days
from detente.conduct.futures.fortune import Fortune
from detente.conduct.futures.habits import HabitKind
from detente.conduct.futures.incentives import Incentives, failing


class Cause(IntEnum):
    """Of what a run stops."""

    NOTHING = 0
    GAIN = 1
    PATIENCE = 2
    SPOILER = 3
    REFUSAL = 4
    PART = 5
    DENIAL = 6
    DISPUTE = 7
    AGREEMENT = 8


_OF_HABIT = {
    HabitKind.REFUSAL: Cause.REFUSAL,
    HabitKind.PART: Cause.PART,
    HabitKind.DENIAL: Cause.DENIAL,
    HabitKind.DISPUTE: Cause.DISPUTE,
    HabitKind.AGREEMENT: Cause.AGREEMENT,
}
CAUSE_OF = np.zeros(len(KINDS), dtype=np.int8)
for _kind, _cause in _OF_HABIT.items():
    CAUSE_OF[KINDS.index(_kind)] = _cause


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """How each run ends: (runs,) unless said otherwise.

    `cause`; `at`, the position in the plan's order before which it stops (as many as obligations: after the last);
    `stopped`, the day, NEVER for none; `day` (moments, runs), what comes about before that; `kept` (obligations,
    runs), what was done in full in the end; `complete`, all of it; `finished`, the day of the last of it; `held` (2,
    runs), the first and last day on which fire is halted.
    """

    cause: NDArray[np.int8]
    at: Days
    stopped: Days
    day: Days
    kept: Flags
    complete: Flags
    finished: Days
    held: Days

    @property
    def lacking(self) -> Flags:
        """Runs that go to their end with something lacking."""
        found: Flags = (self.cause == Cause.NOTHING) & ~self.complete
        return found


def ends(course: Course, held: Conditions, chance: Chance, known: Incentives | None = None) -> Ends:
    """How each run of a block ends; `known` are the sides' incentives, where they are to count."""
    return _Stops(course, held, chance).ends(known)


class _Stops:
    def __init__(self, course: Course, held: Conditions, chance: Chance) -> None:
        self.course, self.form, self.runs = course, course.form, course.runs
        self.fortune, self.chance = Fortune(course.form, held, chance), chance
        self.day = np.full(self.runs, NEVER, dtype=np.int32)
        self.turn = np.full(self.runs, NEVER, dtype=np.int32)
        self.cause = np.zeros(self.runs, dtype=np.int8)
        self.at = np.full(self.runs, -1, dtype=np.int32)
        count = self.form.obligations
        self.starts = course.day[[self.form.starts(row) for row in range(count)]] if count else course.day[:0]

    def ends(self, known: Incentives | None) -> Ends:
        late = self.form.obligations + 1
        if known is not None:
            self._gains(known)
        for row in np.argsort(self.form.position):
            self._patience(int(row), late)
        for act in self.course.acts:
            self._first(np.where(act.ends, act.day, NEVER), late, Cause.SPOILER, -1)
        day = self._cut()
        self._lacking()
        return self._told(day)

    def _first(self, day: Days, turn: int | Days, cause: Cause, at: int | Days) -> None:
        """Take a stop where it comes before those so far, in the order of days and, within one, of the plan."""
        sooner = (day < self.day) | ((day == self.day) & (turn < self.turn))
        sooner &= day < NEVER
        self.day = np.where(sooner, day, self.day).astype(np.int32)
        self.turn = np.where(sooner, turn, self.turn).astype(np.int32)
        self.at = np.where(sooner, at, self.at).astype(np.int32)
        self.cause[sooner] = cause

    def _gains(self, known: Incentives) -> None:
        days = failing(known, self.course, self.chance)
        for seam, day in enumerate(days):
            last = seam == len(known.steps)
            turn = self.form.obligations if last else int(self.form.position[known.steps[seam]])
            self._first(day, turn, Cause.GAIN, turn)

    def _patience(self, row: int, turn: int) -> None:
        """What is overdue for more days than those it is owed to bear makes them stop."""
        if self.form.kind[row] == LASTING:
            return
        gives_up = self.fortune.happens(HabitKind.PATIENCE, row)
        if gives_up is None:
            return
        borne = self.fortune.days(HabitKind.PATIENCE, row)
        rows = [part for part, each in enumerate(self.form.parts[:, 0]) if each == row]
        lasts = [(self.course.last[part], self.course.given[part]) for part in rows]
        if self.form.kind[row] == RATE:
            lasts = [(self.course.overdue[row] - 1, np.full(self.runs, NEVER, dtype=np.int32))]
        for last, given in lasts:
            day = last + np.minimum(borne, NEVER) + 1
            day = np.where(gives_up & (last < NEVER - 1) & (given > day), day, NEVER)
            self._first(np.minimum(day, NEVER), turn, Cause.PATIENCE, int(self.form.position[row]))

    def _cut(self) -> Days:
        """What comes about before the stop."""
        form, stop = self.form, self.day
        day = np.where(self.course.day > stop, NEVER, self.course.day).astype(np.int32)
        for row in range(form.obligations):
            first, position = form.starts(row), int(form.position[row])
            unbegun = (self.starts[row] > stop) | ((self.starts[row] == stop) & (position >= self.turn))
            day[first : first + 3, unbegun & (stop < NEVER)] = NEVER
        return day

    def _lacking(self) -> None:
        """Where no stop was made, one is where something is lacking that others wait for in vain."""
        form, course = self.form, self.course
        count, items = form.obligations, len(form.numbers)
        if not (course.missing >= 0).any():
            return
        blocked = np.zeros(self.runs, dtype=np.bool_)
        for row in range(count):
            blocked |= (self.starts[row] >= NEVER) & (course.missing[row] < 0)
        withheld = (course.missing[count:] >= 0).any(axis=0)
        first = np.full(self.runs, np.iinfo(np.int64).max)
        for item in np.argsort(np.append(form.position, np.arange(count, items))):
            lacks = course.missing[item] >= 0
            at = int(form.position[item]) if item < count else self._opening(int(item) - count)
            key = course.could[item].astype(np.int64) * (count + 2) + at
            better = lacks & (key < first) & (self.cause == 0) & (blocked | withheld)
            first = np.where(better, key, first)
        for item in range(items):
            at = int(form.position[item]) if item < count else self._opening(item - count)
            key = course.could[item].astype(np.int64) * (count + 2) + at
            mine = (course.missing[item] >= 0) & (key == first) & (self.at < 0) & (self.cause == 0)
            self.at[mine] = at
            self.day[mine] = course.could[item][mine]
            self.cause[mine] = CAUSE_OF[course.missing[item][mine]]

    def _opening(self, phase: int) -> int:
        """The position of the first obligation of a phase; after the last where it holds none."""
        own = self.form.position[self.form.phase == phase]
        return int(own.min()) if len(own) else self.form.obligations

    def _told(self, day: Days) -> Ends:
        form = self.form
        cut = self.cause * (self.cause <= Cause.SPOILER)
        broken_by = np.where(cut > 0, self.day, NEVER).astype(np.int32)
        kept, finished = self._kept(day, broken_by)
        unbegun = (self.at < 0) & (self.cause > 0)
        if unbegun.any():
            self.at[unbegun] = self._next(day)[unbegun]
        complete = kept.all(axis=0) & (self.cause == 0)
        finished = np.where(complete | ((self.cause == Cause.GAIN) & (self.at == form.obligations)), finished, NEVER)
        return Ends(
            self.cause.copy(), self.at, self.day, day, kept, complete, finished.astype(np.int32), self._fire(broken_by)
        )

    def _kept(self, day: Days, broken_by: Days) -> tuple[Flags, Days]:
        """What was done in full in the end, and the day of the last of it; what has no end stated is kept unbroken."""
        form, course = self.form, self.course
        kept = np.ones((form.obligations, self.runs), dtype=np.bool_)
        finished = np.zeros(self.runs, dtype=np.int32)
        for row in range(form.obligations):
            start, last = form.starts(row), course.verified(row)
            if form.kind[row] == ONCE:
                kept[row] = day[start + 2] < NEVER
            else:
                kept[row] = (course.day[start] < NEVER) & (last <= np.maximum(broken_by, 0))
                kept[row] |= (last >= NEVER) & (course.day[start] < NEVER) & (broken_by >= NEVER)
                if form.kind[row] == RATE:
                    kept[row] &= course.overdue[row] > np.minimum(last + form.grace[row] + 1, NEVER - 1)
            finished = np.maximum(finished, np.where(last < NEVER, last, 0))
        return kept, finished

    def _next(self, day: Days) -> Days:
        """The position of the first obligation, in the order of its days, that was not begun."""
        key = np.full(self.runs, np.iinfo(np.int64).max)
        found = np.full(self.runs, self.form.obligations, dtype=np.int32)
        for row in range(self.form.obligations):
            position = int(self.form.position[row])
            mine = self.starts[row].astype(np.int64) * (self.form.obligations + 1) + position
            sooner = (day[self.form.starts(row)] >= NEVER) & (self.starts[row] < NEVER) & (mine < key)
            key, found = np.where(sooner, mine, key), np.where(sooner, position, found).astype(np.int32)
        return found

    def _fire(self, broken_by: Days) -> Days:
        """The first and last day on which some duty watched is in force: (2, runs); NEVER and -1 for none."""
        held = np.vstack([np.full(self.runs, NEVER), np.full(self.runs, -1)]).astype(np.int32)
        for row in np.flatnonzero(self.form.halt):
            first = self.course.starts(int(row))
            last = np.minimum(self.course.verified(int(row)), np.where(broken_by < NEVER, broken_by - 1, NEVER))
            holds = (first < NEVER) & (last >= first)
            held[0] = np.where(holds, np.minimum(held[0], first), held[0])
            held[1] = np.where(holds, np.maximum(held[1], np.minimum(last, self.form.horizon)), held[1])
        return held
