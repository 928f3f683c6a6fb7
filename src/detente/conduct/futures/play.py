"""A block of runs played at once: on which day each moment of a plan comes about in each run, under some habits.

Moments are worked out one after the other, each after what it waits for: never before its earliest day in the plan, and
otherwise as soon as what it waits for has come and its own debtor, verifier or phase lets it. Where a run comes to a
stop is for `stops`.
"""

import numpy as np

from detente.conduct.futures.chance import Chance
from detente.conduct.futures.conditions import KINDS, Conditions
from detente.conduct.futures.course import Course, blank
from detente.conduct.futures.form import BEGINS, ENDS, NEVER, ONCE, RATE, Days, Form
from detente.conduct.futures.fortune import Fortune
from detente.conduct.futures.habits import HabitKind

Rows = dict[int, list[list[int]]]


def play(form: Form, held: Conditions, chance: Chance) -> Course:
    """Every moment in every run of a block, as if nothing made anyone stop."""
    fortune = Fortune(form, held, chance)
    course = blank(form, chance.runs, fortune.acts())
    _Player(course, fortune).play()
    return course


class _Player:
    def __init__(self, course: Course, fortune: Fortune) -> None:
        self.course, self.form, self.fortune = course, course.form, fortune
        form = course.form
        self.waits, self.opens, self.windows = _grouped(form.waits), _grouped(form.opens), _grouped(form.windows)
        self.limits, self.inside = _grouped(form.limits), _grouped(form.inside)
        self.ways: dict[int, dict[int, list[int]]] = {}
        for moment, way, event in form.ways.tolist():
            self.ways.setdefault(moment, {}).setdefault(way, []).append(event)
        self.parts: dict[int, list[int]] = {}
        for part, (owed, *_) in enumerate(form.parts.tolist()):
            self.parts.setdefault(owed, []).append(part)
        self.bounds = _grouped(form.due)

    def play(self) -> None:
        for what, row in self.form.order.tolist():
            if what == BEGINS:
                self._begins(row)
            elif what == ENDS:
                self._ends(row)
            elif self.form.kind[row] == ONCE:
                self._once(row)
            else:
                self._lasting(row)
        for row in range(self.form.obligations):
            self._due(row) if self.form.kind[row] == ONCE else self._short(row)

    # Phases

    def _begins(self, phase: int) -> None:
        course, moment, item = self.course, self.form.begins(phase), self.form.obligations + phase
        course.could[item] = self._after(self.waits.get(moment), int(self.form.planned[moment]))
        course.day[moment] = course.could[item]
        agreed = self.fortune.happens(HabitKind.AGREEMENT, item)
        if agreed is not None:
            withheld = ~agreed & (course.could[item] < NEVER)
            course.missing[item][withheld] = KINDS.index(HabitKind.AGREEMENT)
            course.day[moment][withheld] = NEVER

    def _ends(self, phase: int) -> None:
        course, moment = self.course, self.form.begins(phase) + 1
        found = self._after(self.waits.get(moment), int(self.form.planned[moment]))
        limits, ways = self.limits.get(phase, []), self.ways.get(moment)
        if ways is not None:
            found = np.maximum(found, self._met(ways))
        inside = self.inside.get(phase, [])
        for row, waited in inside:
            found = np.maximum(found, course.verified(row)) if waited == 1 else found
        last = np.full(course.runs, NEVER, dtype=np.int32)
        for event, days in limits:
            last = np.minimum(last, _later(course.day[event], days))
        found = np.where(course.day[moment - 1] < NEVER, np.minimum(found, last), NEVER)
        course.day[moment] = self._prolonged(phase, found, inside) if limits else found

    def _prolonged(self, phase: int, ends: Days, inside: list[list[int]]) -> Days:
        """A phase with something in it not verified at its end may be prolonged by who has the power."""
        item = self.form.obligations + phase
        given = self._extension(item)
        if given is None:
            return ends
        behind = np.zeros(self.course.runs, dtype=np.bool_)
        for row, how in inside:
            behind |= True if how == 2 else self.course.verified(row) > ends
        self.course.prolonged[item] = np.where(behind & (ends < NEVER), given, 0)
        return _plus(ends, self.course.prolonged[item])

    def _extension(self, item: int) -> Days | None:
        """The days by which an item would be prolonged in each run, within the power for it."""
        most = int(self.fortune.held.most[item])
        happens = self.fortune.happens(HabitKind.EXTENSION, item) if most >= 0 else None
        if happens is None:
            return None
        days = self.fortune.days(HabitKind.EXTENSION, item)
        return np.where(happens, np.minimum(days, most), 0).astype(np.int32)

    # Obligations

    def _opened(self, row: int) -> Days:
        """The day it comes into force: what it waits for has come, and the days between have passed."""
        found = self._after(self.opens.get(row), 0)
        ways = self.ways.get(self.form.starts(row))
        return found if ways is None else np.maximum(found, self._met(ways))

    def _begun(self, row: int) -> None:
        """When it is begun: held up by its debtor's delay and by acts of spoilers, and not where it is refused."""
        course, start = self.course, self.form.starts(row)
        could = np.maximum(self._opened(row), self.form.planned[start])
        course.could[row] = could
        begun = could
        if self.fortune.held.row(HabitKind.DELAY, row) >= 0:
            begun = _plus(could, self.fortune.days(HabitKind.DELAY, row))
            course.waited[row] = np.where(begun < NEVER, begun - could, 0)
        begun = self._held_back(begun)
        refused = self.fortune.happens(HabitKind.REFUSAL, row)
        if refused is not None:
            refused = refused & (begun < NEVER)
            course.missing[row][refused] = KINDS.index(HabitKind.REFUSAL)
            begun = np.where(refused, NEVER, begun)
        course.day[start] = begun

    def _held_back(self, begun: Days) -> Days:
        """Nothing begins while others are held back after an act."""
        while True:
            later = begun
            for act in self.course.acts:
                later = np.where((later >= act.day) & (later < act.until), act.until, later)
            if (later == begun).all():
                return begun.astype(np.int32)
            begun = later

    def _once(self, row: int) -> None:
        course, start = self.course, self.form.starts(row)
        self._begun(row)
        doing, checking = self.form.work[row].tolist()
        waited = self._after(self.waits.get(start + 1), int(self.form.planned[start + 1]))
        done = np.maximum(_later(course.day[start], doing), waited)
        course.day[start + 1] = np.where(course.day[start] < NEVER, done, NEVER)
        soonest = np.maximum(_later(course.day[start + 1], checking), self.form.planned[start + 2])
        course.day[start + 2] = np.where(course.day[start + 1] < NEVER, self._looked_at(row, soonest), NEVER)

    def _looked_at(self, row: int, soonest: Days) -> Days:
        """The day all is verified: after slow work, a second look, a ruling, and the rest of what came in part."""
        course, day = self.course, soonest
        if self.fortune.held.row(HabitKind.VERIFICATION, row) >= 0:
            day = _plus(day, self.fortune.days(HabitKind.VERIFICATION, row))
        for kind, noted in ((HabitKind.DENIAL, course.denied), (HabitKind.DISPUTE, course.disputed)):
            happens = self.fortune.happens(kind, row)
            if happens is not None:
                happens = happens & (day < NEVER)
                noted[row] = np.where(happens, day, NEVER)
                day = self._put_off(row, kind, day, happens)
        short = self.fortune.happens(HabitKind.PART, row)
        if short is not None:
            share = np.clip(self.fortune.share(HabitKind.PART, row), 0, 1)
            short = short & (share < 1) & (day < NEVER)
            course.accepted[row] = np.where(short, day, NEVER)
            day = self._put_off(row, HabitKind.PART, day, short)
            course.share[row] = np.where(short, share, 1)
        course.checked[row] = np.where(day < NEVER, day - soonest, 0)
        return day

    def _put_off(self, row: int, kind: HabitKind, day: Days, happens: "np.typing.NDArray[np.bool_]") -> Days:
        """The day put off by what the habit says, in the runs in which it comes to pass; NEVER if it says nothing."""
        found = np.where(happens, _plus(day, self.fortune.days(kind, row)), day)
        self.course.missing[row][happens & (found >= NEVER)] = KINDS.index(kind)
        return found

    def _lasting(self, row: int) -> None:
        course, start = self.course, self.form.starts(row)
        self._begun(row)
        ends = self._window(row, 1)
        course.day[start + 1 : start + 3] = np.where(course.day[start] < NEVER, NEVER if ends is None else ends, NEVER)
        short = self.fortune.happens(HabitKind.PART, row)
        if short is not None and self.form.kind[row] == RATE:
            share = np.clip(self.fortune.share(HabitKind.PART, row), 0, 1)
            course.share[row] = np.where(short, share, 1)

    def _window(self, row: int, side: int) -> Days | None:
        """The last day that words leave, else the first; None where they say nothing, NEVER where one waits in vain."""
        rows = [(event, days, upper) for event, days, at, upper in self.windows.get(row, []) if at == side]
        if not rows:
            return None
        upper = [_later(self.course.day[event], days) for event, days, above in rows if above]
        lower = [_later(self.course.day[event], days) for event, days, above in rows if not above]
        last = np.minimum.reduce(upper) if upper else np.full(self.course.runs, NEVER, dtype=np.int32)
        first = np.maximum.reduce(lower) if lower else np.zeros(self.course.runs, dtype=np.int32)
        found = np.maximum(last, first) if upper and side == 0 else last if upper else first
        lost = np.zeros(self.course.runs, dtype=np.bool_)
        for event, *_ in rows:
            lost |= self.course.day[event] >= NEVER
        return np.where(lost, NEVER, found).astype(np.int32)

    # Due days

    def _due(self, row: int) -> None:
        """The last day of each part with its grace, as it is prolonged, and the first day on which one is overdue."""
        course, opened, parts = self.course, self._opened(row), self.parts.get(row, [])
        start, done, seen = course.starts(row), course.done(row), course.verified(row)
        behind = np.zeros(course.runs, dtype=np.bool_)
        for part in parts:
            planned = int(self.form.parts[part, 2])
            shift = start - int(self.form.planned[self.form.starts(row)])
            given = np.maximum(np.minimum(planned + shift, done), start) if part != parts[-1] else done
            late = np.where(seen < NEVER, seen - done, NEVER)
            course.given[part] = np.where(done < NEVER, _plus(given, late), NEVER)
            course.due[part] = self._bound(part, row, opened)
            behind |= (course.given[part] > self._rolled(course.due[part])) & (course.due[part] < NEVER)
        given_days = self._extension(row)
        if given_days is not None:
            course.prolonged[row] = np.where(behind, given_days, 0)
        for part in parts:
            moved = self._rolled(_plus(course.due[part], course.prolonged[row]))
            course.last[part] = _later(moved, int(self.form.parts[part, 1]))
            course.due[part] = self._rolled(course.due[part])
            over = (course.given[part] > course.last[part] + 1) & (course.last[part] < NEVER)
            course.overdue[row] = np.where(
                over, np.minimum(course.overdue[row], course.last[part] + 1), course.overdue[row]
            )

    def _bound(self, part: int, row: int, opened: Days) -> Days:
        """The earliest last day that words set, never before it came into force; NEVER where none does."""
        found, begun = np.full(self.course.runs, NEVER, dtype=np.int32), self.course.starts(row) < NEVER
        for event, days, only_before in self.bounds.get(part, []):
            day = _later(self.course.day[event], days)
            found = np.minimum(found, np.where(begun, NEVER, day) if only_before else day)
        found = np.where(found < NEVER, np.maximum(found, opened), NEVER)
        return np.minimum(found, NEVER).astype(np.int32)

    def _rolled(self, day: Days) -> Days:
        roll = self.form.roll
        if not len(roll):
            return day
        inside = (day >= 0) & (day < len(roll))
        return np.where(inside, roll[np.where(inside, day, 0)], day).astype(np.int32)

    def _short(self, row: int) -> None:
        """A count for each day is overdue once a day of it, with its grace, is past and fell short."""
        if self.form.kind[row] != RATE:
            return
        course = self.course
        holds = self._opened(row)
        words = self._window(row, 0)
        holds = holds if words is None else np.maximum(holds, words)
        short = ((course.starts(row) > holds) | (course.share[row] < 1)) & (holds < NEVER)
        course.overdue[row] = np.where(short, holds + int(self.form.grace[row]) + 1, NEVER)

    # What waits

    def _after(self, waits: list[list[int]] | None, planned: int) -> Days:
        found = np.full(self.course.runs, planned, dtype=np.int32)
        for event, days in waits or ():
            found = np.maximum(found, _later(self.course.day[event], days))
        return np.minimum(found, NEVER)

    def _met(self, ways: dict[int, list[int]]) -> Days:
        """The day the first of several ways to meet a condition is there."""
        found = [np.maximum.reduce([self.course.day[event] for event in way]) for way in ways.values()]
        met: Days = np.minimum.reduce(found)
        return met


def _later(day: Days, days: int) -> Days:
    found: Days = np.where(day < NEVER, day + np.int32(days), NEVER)
    return found


def _plus(day: Days, days: Days) -> Days:
    found: Days = np.where((day < NEVER) & (days < NEVER), day + days, NEVER).astype(np.int32)
    return found


def _grouped(rows: Days) -> Rows:
    found: Rows = {}
    for first, *rest in rows.tolist():
        found.setdefault(first, []).append(rest)
    return found
