"""What is assumed of how a plan is carried out: habits, each with its source or with whoever assumed it.

A habit says of some debtor, verifier, phase or third group how it is assumed to act. Its numbers are *levels*: one
number, a range, a distribution given by low, mode and high, or a list of what was seen. A range says that nobody knows
where in it the truth lies: it is swept over, and results are shown as a band. Days are whole days, chances and shares
lie between 0 and 1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class HabitKind(StrEnum):
    """What sort of habit it is."""

    DELAY = "delay"
    REFUSAL = "refusal"
    PART = "part"
    VERIFICATION = "slow verification"
    DENIAL = "denial of access"
    DISPUTE = "dispute"
    EXTENSION = "extension"
    PATIENCE = "patience"
    AGREEMENT = "agreement"
    SPOILER = "spoiler"
    GUARANTEE = "guarantee"


class Measure(StrEnum):
    """What a level of a habit counts."""

    CHANCE = "chance"
    DAYS = "days"
    SHARE = "share"
    UTILS = "utils"


@dataclass(frozen=True, slots=True)
class Level:
    """A number: between `low` and `high`; `mode` makes it a triangular distribution, `seen` a draw from what was seen.

    Without either it is one number, or a range of which nobody knows where in it the truth lies.

    >>> Level(2, 5).is_range, Level(2, 5, mode=3).is_range, Level(2, 2).is_range
    (True, False, False)
    """

    low: float
    high: float
    mode: float | None = None
    seen: tuple[float, ...] = ()

    @property
    def is_range(self) -> bool:
        """It is to be swept over."""
        return self.low < self.high and self.mode is None and not self.seen

    def at(self, share: float) -> "Level":
        """A range fixed so far along it, from 0 at its low end to 1 at its high end; another level stays itself."""
        if not self.is_range:
            return self
        found = self.low + (self.high - self.low) * share
        return Level(found, found)

    def __str__(self) -> str:
        if self.seen:
            return f"as seen: {', '.join(f'{each:g}' for each in self.seen)}"
        ends = f"{self.low:g}" if self.low == self.high else f"{self.low:g} to {self.high:g}"
        return f"{ends}, most often {self.mode:g}" if self.mode is not None else ends


def fixed(number: float) -> Level:
    """One number."""
    return Level(number, number)


@dataclass(frozen=True, slots=True)
class Habit:
    """One assumption: of whom, about which obligations or phases (all that fit without any), and how much.

    `days` is how long a delay, a second look, a ruling, a prolongation or a hold lasts; without it what was not done,
    seen or settled never is. `source` are editions of the case, `assumed_by` the person who assumes it.
    """

    id: str
    kind: HabitKind
    who: str = ""
    about: tuple[str, ...] = ()
    levels: Mapping[Measure, Level] = field(default_factory=dict)
    source: tuple[str, ...] = ()
    assumed_by: str = ""
    on: date | None = None
    says: str = ""

    def level(self, measure: Measure, default: float) -> Level:
        """The level of a measure, or one number where none is stated."""
        return self.levels.get(measure, fixed(default))

    @property
    def ranges(self) -> tuple[Measure, ...]:
        """The measures that are to be swept over."""
        return tuple(measure for measure, level in self.levels.items() if level.is_range)

    @property
    def grounds(self) -> str:
        """What it stands on, in words."""
        if self.source:
            return f"source: {', '.join(self.source)}"
        return f"assumed by {self.assumed_by}" if self.assumed_by else "assumed for this study"


@dataclass(frozen=True, slots=True)
class Habits:
    """All that is assumed for a study of one plan.

    `halt` are the duties whose fire is watched, all that are maintained without any. With `incentives` a side also
    stops at a seam where it would gain by it, on draws of what the claims let one believe. `what_if` are changes to
    try beside the plan, in the words of `variations`.
    """

    plan: str
    habits: tuple[Habit, ...] = ()
    incentives: bool = False
    halt: tuple[str, ...] = ()
    what_if: tuple[str, ...] = ()
    title: str = ""
    about: str = ""

    @property
    def factors(self) -> tuple[tuple[str, Measure], ...]:
        """What is swept over: each range, by the id of its habit and what it counts."""
        return tuple((each.id, measure) for each in self.habits for measure in each.ranges)

    def at(self, point: Mapping[tuple[str, Measure], float]) -> "Habits":
        """The same with every range fixed: so far along it as `point` says, in the middle where it says nothing.

        >>> late = Habit("late", HabitKind.DELAY, levels={Measure.DAYS: Level(0, 10)})
        >>> found = Habits("p", (late,))
        >>> [str(found.at({("late", Measure.DAYS): share}).habits[0].levels[Measure.DAYS]) for share in (0, 1)]
        ['0', '10']
        """
        return replace(self, habits=tuple(_fixed(each, point) for each in self.habits))

    def with_habits(self, more: Iterable[Habit]) -> "Habits":
        """The same with more habits; of two that speak of the same, the later counts."""
        return replace(self, habits=(*self.habits, *more))


def _fixed(habit: Habit, point: Mapping[tuple[str, Measure], float]) -> Habit:
    levels = {measure: level.at(point.get((habit.id, measure), 0.5)) for measure, level in habit.levels.items()}
    return replace(habit, levels=levels)


NEEDS: Mapping[HabitKind, tuple[Measure, ...]] = {
    HabitKind.DELAY: (Measure.DAYS,),
    HabitKind.REFUSAL: (Measure.CHANCE,),
    HabitKind.PART: (Measure.SHARE,),
    HabitKind.VERIFICATION: (Measure.DAYS,),
    HabitKind.DENIAL: (Measure.CHANCE,),
    HabitKind.DISPUTE: (Measure.CHANCE,),
    HabitKind.EXTENSION: (Measure.DAYS,),
    HabitKind.PATIENCE: (Measure.DAYS,),
    HabitKind.AGREEMENT: (Measure.CHANCE,),
    HabitKind.SPOILER: (Measure.CHANCE, Measure.SHARE),
    HabitKind.GUARANTEE: (Measure.UTILS,),
}
"""The levels that a habit of each kind must state."""
MAY: Mapping[HabitKind, tuple[Measure, ...]] = {
    HabitKind.PART: (Measure.CHANCE, Measure.DAYS),
    HabitKind.DENIAL: (Measure.DAYS,),
    HabitKind.DISPUTE: (Measure.DAYS,),
    HabitKind.EXTENSION: (Measure.CHANCE,),
    HabitKind.PATIENCE: (Measure.CHANCE,),
    HabitKind.SPOILER: (Measure.DAYS,),
}
"""The levels that it may state besides."""
