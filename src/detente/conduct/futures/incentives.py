"""Whether a side would stop at a seam, on draws of what the claims let one believe, as a plan is carried out in a run.

The slack at each seam is that of the seam analysis of the plan (`plan.seams`, PLAN 9-15), so that a plan kept to the
day gives the same answer. What a run changes: a step that the plan would have given by then counts for its giver only
once begun, and for its receiver only once verified; and what is known by then never to come is worth nothing to go on
for, and costs nothing. Only numbers are kept here; which side is meant stays behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from detente.bargain.acceptability import ROUNDING, Side
from detente.bargain.beliefs import Draws
from detente.bargain.study import Study
from detente.case.model import RuleKind
from detente.conduct.futures.chance import Chance
from detente.conduct.futures.course import Course, Flags
from detente.conduct.futures.form import NEVER, Days
from detente.conduct.futures.forming import Ready
from detente.errors import NoAnswer
from detente.plan.giving import Giving, giving
from detente.plan.seams import changes, slacks

STREAM = 100
"""The kind under which draws of beliefs have their chance."""
MOST_WAYS = 24
"""How many ways to read the claims are played at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Believed:
    """One holder in one reading: its slack at each seam, (draws, seams); per step what giving it changes, and is worth.

    `change` is what a step adds to its slack once given, `moved` what it is worth to it: both (draws, steps).
    """

    slack: NDArray[np.float64]
    change: NDArray[np.float64]
    moved: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """One way to read all claims and rules: for each party its holders, and how many of them must go on.

    `needed` (parties,) is how many of a party's holders must; `gives` (parties, steps) which steps are its own to give.
    """

    holders: tuple[tuple[Believed, ...], ...]
    needed: tuple[int, ...]
    gives: NDArray[np.bool_]
    guarantee: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Incentives:
    """The steps of a plan in order, as rows of obligations; how much of each has been given at each seam; the sides."""

    steps: NDArray[np.int32]
    kept: NDArray[np.float64]
    sides: Sides


def incentives(found: Study, ready: Ready) -> tuple[Incentives, ...]:
    """The incentives of a plan, one for each way to read claims and rules of decision (of at most MOST_WAYS).

    Raises NoAnswer where no profile fits the claims of some holder, or no obligation advances an issue.
    """
    given = giving(ready.plan, found.case)
    if not given.steps:
        raise NoAnswer(
            f"no obligation of {ready.plan.id!r} says which issue it advances, so that nobody's stake is known"
        )
    missing = [holder.name for side in found.sides for holder in side.holders if not holder.readings]
    if missing:
        raise NoAnswer(f"no profile fits all that is told of {', '.join(missing)}; see `detente beliefs`")
    rows = {each.id: row for row, each in enumerate(ready.plan.obligations)}
    steps = np.array([rows[step.obligation] for step in given.steps], dtype=np.int32)
    kept = np.array([[float(each) for each in step.kept] for step in given.steps])
    return tuple(Incentives(steps, kept, sides) for sides in _ways(found.sides, given))


def first_failing(those: Sequence[Incentives]) -> list[NDArray[np.float64]]:
    """For each way to read the claims, the share of draws whose first failing seam is each, the last that none fails.

    As the seam analysis has it: every step given in full, in order; parties drawn independently of each other.
    """
    found = []
    for each in those:
        passes = np.ones(each.kept.shape[1] + 1)
        for holders, needed in zip(each.sides.holders, each.sides.needed, strict=True):
            passes[1:] *= _through(holders, needed)
        found.append(np.append(passes[:-1] - passes[1:], passes[-1]))
    return found


def _through(holders: Sequence[Believed], needed: int) -> NDArray[np.float64]:
    """The share of draws in which a party goes on at every seam up to each. Holders are independent given the way."""
    if len(holders) == 1:
        goes = holders[0].slack >= -ROUNDING
        found: NDArray[np.float64] = np.logical_and.accumulate(goes, axis=1).mean(axis=0)
        return found
    rng = np.random.default_rng(0)
    count = 200_000
    on = sum((each.slack[rng.integers(len(each.slack), size=count)] >= -ROUNDING).astype(int) for each in holders)
    return np.logical_and.accumulate(on >= needed, axis=1).mean(axis=0)  # type: ignore[no-any-return]


def _ways(sides: Sequence[Side], given: Giving) -> list[Sides]:
    """Every way the claims and open rules can be read, each holder's readings taken in step."""
    believed = [[[_believed(each, side, given) for each in h.readings] for h in side.holders] for side in sides]
    readings = max(len(holder) for those in believed for holder in those)
    rules = list(product(*(_rules(side) for side in sides)))
    gives = np.array([[step.giver == side.party.id for step in given.steps] for side in sides])
    found = []
    for rule in rules:
        for number in range(readings):
            chosen = [[holder[number % len(holder)] for holder in those] for those in believed]
            held = tuple(tuple(those[row] for row in rows) for those, (rows, _) in zip(chosen, rule, strict=True))
            found.append(Sides(held, tuple(needed for _, needed in rule), gives, np.zeros(len(sides))))
    return found[:MOST_WAYS]


def _rules(side: Side) -> list[tuple[tuple[int, ...], int]]:
    """Which holders count, and how many of them must go on; every rule where none is stated."""
    every = tuple(range(len(side.holders)))
    if len(every) == 1:
        return [(every, 1)]
    named = tuple(row for row, each in enumerate(side.holders) if each.name in side.party.rule.holders)
    ways: dict[RuleKind, list[tuple[int, ...]]] = {
        RuleKind.LEADER: [(each,) for each in named[:1]] or [(each,) for each in every],
        RuleKind.VETOES: [named or every],
        RuleKind.UNANIMITY: [every],
        RuleKind.MAJORITY: [every],
    }
    stated = side.party.rule.kind
    kinds = list(ways) if stated is RuleKind.NOT_STATED else [stated]
    found = [
        (who, len(who) // 2 + 1 if kind is RuleKind.MAJORITY else len(who)) for kind in kinds for who in ways[kind]
    ]
    return list(dict.fromkeys(found))


def _believed(drawn: Draws, side: Side, given: Giving) -> Believed:
    change, moved = changes(drawn, side.party.id, given)
    return Believed(slacks(drawn, side.party.id, given), change, moved)


def failing(found: Incentives, course: Course, chance: Chance) -> Days:
    """The day of each seam at which some side would stop in a run, else NEVER: (seams, runs).

    A seam is the moment before its step begins, the last the day on which all is done; one not reached does not fail.
    """
    steps, seams = len(found.steps), found.kept.shape[1]
    starts = np.stack([course.starts(int(row)) for row in found.steps])
    seen = np.stack([course.verified(int(row)) for row in found.steps])
    days = np.vstack([starts, np.where((seen < NEVER).all(axis=0), seen.max(axis=0), NEVER)])
    planned = course.form.planned
    first = np.array([course.form.starts(int(row)) for row in found.steps])
    by = np.append(planned[first], NEVER)
    held = _Held(found, course, days, starts, seen, planned[first], planned[first + 2], by)
    fails = np.zeros((seams, course.runs), dtype=np.bool_)
    number = 0
    for party, (holders, needed) in enumerate(zip(found.sides.holders, found.sides.needed, strict=True)):
        going = np.zeros((seams, course.runs), dtype=np.int16)
        for each in holders:
            at = (chance.units(STREAM, number, 0) * len(each.slack)).astype(np.int64)
            number += 1
            slack = each.slack[at].T + found.sides.guarantee[party]
            going += held.corrected(slack, each, at, party) >= -ROUNDING
        fails |= going < needed
    assert steps + 1 == seams
    return np.where(fails & (days < NEVER), days, NEVER).astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """What a run makes of the steps: when each is begun and seen to be done, against when the plan would have it."""

    found: Incentives
    course: Course
    days: Days
    starts: Days
    seen: Days
    planned_start: Days
    planned_seen: Days
    by: Days

    def corrected(
        self, slack: NDArray[np.float64], each: Believed, at: NDArray[np.int64], party: int
    ) -> NDArray[np.float64]:
        """A holder's slack at each seam with what the run has brought by then: (seams, runs)."""
        for step in range(len(self.found.steps)):
            gives = bool(self.found.sides.gives[party, step])
            behind_day = self.starts[step] if gives else self.seen[step]
            plan_day = self.planned_start[step] if gives else self.planned_seen[step]
            share = self._given(step)
            if (behind_day <= plan_day).all() and (share >= 1).all():
                continue
            change, moved = each.change[at, step], each.moved[at, step]
            for seam in range(step + 1, len(self.days)):
                kept = self.found.kept[step, seam]
                late = (behind_day > self.days[seam]) & (plan_day <= self.by[seam])
                counts = np.where(late, 0.0, share)
                slack[seam] += change * kept * (counts - 1) - moved * (1 - share)
        return slack

    def _given(self, step: int) -> NDArray[np.float64]:
        """How much of a step is ever given: nothing of what is refused or never seen."""
        row = int(self.found.steps[step])
        kinds: Flags = self.course.missing[row] >= 0
        lost = kinds & (self.course.accepted[row] >= NEVER)
        part = kinds & ~lost
        found: NDArray[np.float64] = np.where(lost, 0.0, np.where(part, self.course.share[row], 1.0))
        return found


def with_guarantee(found: Incentives, parties: Sequence[str], utils: "dict[str, float]") -> Incentives:
    """The same with what a guarantee is worth to a side, in its own utils, added to its slack at every seam."""
    sides = found.sides
    added = np.array([utils.get(party, 0.0) for party in parties])
    return Incentives(found.steps, found.kept, Sides(sides.holders, sides.needed, sides.gives, sides.guarantee + added))
