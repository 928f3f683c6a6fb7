"""Habits in numbers: which habit of each kind applies to which obligation or phase, and its levels.

A habit applies to what its `about` names and, without it, to all that fits: what `who` owes (delay, refusal, part),
verifies (slow verification) or is owed (patience), what is denied by `who`, what `who` may prolong by a power of the
plan (extension). One that names an item comes before one that does not; of two that do, the later in the file counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.conduct.futures.form import Form
from detente.conduct.futures.forming import Ready
from detente.conduct.futures.habits import Habit, HabitKind, Habits, Level, Measure
from detente.plan.model import Holding, Obligation, Plan, Power

KINDS = tuple(HabitKind)
MEASURES = tuple(Measure)
_DEFAULTS = {Measure.CHANCE: 1.0, Measure.DAYS: -1.0, Measure.SHARE: 1.0, Measure.UTILS: 0.0}


@dataclass(frozen=True, slots=True, eq=False)
class Conditions:
    """Habits in numbers.

    `applies` (kinds, obligations + phases) is the row of the habit that applies, -1 for none. `levels` (habits,
    measures, 3) are low, mode and high; a mode below low stands for none. `seen` (rows, 3) are (habit, measure, value).
    `most` (obligations + phases,) is the greatest prolongation a power allows, -1 where no power does; `notice` the
    notice it takes. `spoilers` are rows of habits, `second` says that a second verifier looks as well.
    """

    applies: NDArray[np.int32]
    levels: NDArray[np.float64]
    seen: NDArray[np.float64]
    most: NDArray[np.int32]
    spoilers: NDArray[np.int32]
    second: bool = False

    def row(self, kind: HabitKind, item: int) -> int:
        """The row of the habit of a kind that applies to an item, or -1."""
        return int(self.applies[KINDS.index(kind), item])

    def level(self, habit: int, measure: Measure) -> Level:
        """One level of one habit."""
        at = MEASURES.index(measure)
        low, mode, high = self.levels[habit, at].tolist()
        seen = tuple(self.seen[(self.seen[:, 0] == habit) & (self.seen[:, 1] == at), 2].tolist())
        return Level(low, high, mode if mode >= low else None, seen)


def conditions(ready: Ready, habits: Habits, *, second: bool = False) -> Conditions:
    """The habits of a study as they bear on a plan, ranges in the middle unless they were fixed before."""
    plan, form = ready.plan, ready.form
    fixed_ones = habits.at({}).habits
    applies = np.full((len(KINDS), len(form.numbers)), -1, dtype=np.int32)
    for kind_row, kind in enumerate(KINDS):
        for named in (False, True):
            for row, each in enumerate(fixed_ones):
                if each.kind is kind and bool(each.about) is named:
                    for item in _items(plan, each):
                        applies[kind_row, item] = row
    levels = np.zeros((len(fixed_ones), len(MEASURES), 3))
    seen = []
    for row, each in enumerate(fixed_ones):
        for at, measure in enumerate(MEASURES):
            level = each.level(measure, _DEFAULTS[measure])
            levels[row, at] = level.low, level.low - 1 if level.mode is None else level.mode, level.high
            seen += [(row, at, value) for value in level.seen]
    spoilers = [row for row, each in enumerate(fixed_ones) if each.kind is HabitKind.SPOILER]
    return Conditions(
        applies,
        levels,
        np.array(seen, dtype=np.float64).reshape(-1, 3),
        np.array([_most(plan, fixed_ones, item, applies) for item in range(len(form.numbers))], dtype=np.int32),
        np.array(spoilers, dtype=np.int32),
        second,
    )


def watched(ready: Ready, habits: Habits) -> Form:
    """The form with the duties whose fire the habits say to watch."""
    if not habits.halt:
        return ready.form
    halt = np.array([each.id in habits.halt for each in ready.plan.obligations], dtype=np.bool_)
    return replace(ready.form, halt=halt)


def _items(plan: Plan, habit: Habit) -> Iterator[int]:
    """The rows of what a habit applies to: obligations, then phases."""
    for row, each in enumerate(plan.obligations):
        if habit.about and not {each.id, each.phase} & set(habit.about):
            continue
        if _fits(habit, each):
            yield row
    if habit.kind in (HabitKind.AGREEMENT, HabitKind.EXTENSION):
        for row, phase in enumerate(plan.phases, len(plan.obligations)):
            if not habit.about or phase.id in habit.about:
                yield row


def _fits(habit: Habit, owed: Obligation) -> bool:
    verifier = owed.verification.by if owed.verification else ""
    match habit.kind:
        case HabitKind.DELAY | HabitKind.REFUSAL | HabitKind.PART:
            return not habit.who or habit.who in owed.by
        case HabitKind.VERIFICATION:
            return not habit.who or habit.who == verifier
        case HabitKind.DENIAL:
            return not habit.who or habit.who in owed.by
        case HabitKind.DISPUTE | HabitKind.PATIENCE:
            return not habit.who or habit.who in owed.to
        case HabitKind.EXTENSION:
            return True
    return False


def power_for(plan: Plan, who: str, item: int) -> Holding | None:
    """The power under which `who` may prolong an obligation or a phase, by its row."""
    owed = plan.obligations[item] if item < len(plan.obligations) else None
    phase = plan.phases[item - len(plan.obligations)] if owed is None else None
    reach = {owed.id, owed.phase} if owed else {phase.id} if phase else set()
    held = (each for each in plan.powers if each.act is Power.EXTEND and reach & set(each.targets) and not each.when)
    return next((each for each in held if not who or each.holder == who), None)


def _most(plan: Plan, habits: Sequence[Habit], item: int, applies: NDArray[np.int32]) -> int:
    row = int(applies[KINDS.index(HabitKind.EXTENSION), item])
    found = power_for(plan, habits[row].who, item) if row >= 0 else None
    if found is None:
        return -1
    return 100_000 if found.cap is None else found.cap
