"""Putting a plan into numbers, on its earliest calendar. Words of the plan are read here and go no further.

Nobody acts before the plan's earliest day. What waits for something waits for what came about and for the least days
that words put between. A phase ends on the day its words fix, once its test is met; one with neither ends when all
that it holds is done. Branches of a plan are left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from graphlib import CycleError, TopologicalSorter

import numpy as np

from detente.conduct.futures.form import BEGINS, ENDS, LASTING, ONCE, OWED, RATE, Days, Form
from detente.conduct.occasions import bounds
from detente.errors import NoAnswer
from detente.plan.dates import dated, rolled
from detente.plan.giving import in_order
from detente.plan.model import SIGNATURE, Condition, Kind, Obligation, Phase, Plan, Roll, When
from detente.plan.moments import Moments, date_of, day_of, is_date, moments
from detente.plan.span import Span
from detente.plan.timetable import ways_to_meet

Nodes = dict[tuple[int, int], set[tuple[int, int]]]
AT_ONCE = (-1, 0)
"""The node of signature and fixed dates, which wait for nothing."""
DAY_ZERO = date(2001, 1, 1)
"""The day of signature where a plan states none: a Monday."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan that can be played, with its numbers: blanks filled, its main branch taken, its day of signature known."""

    plan: Plan
    form: Form
    filling: tuple[tuple[str, int], ...]

    @property
    def signed(self) -> date:
        """Day 0."""
        return self.plan.calendar.signature or DAY_ZERO


def ready(plan: Plan, filling: Mapping[str, int] | None = None, *, numbered: Sequence[str] = ()) -> Ready:
    """A plan put into numbers; blanks not filled take the first value that works.

    `numbered` are the obligations and phases of another plan, so that those of the same id share their chance with it.
    Raises NoAnswer for a plan whose spans clash, or whose moments wait for each other.
    """
    found = dated(plan, filling or {})
    whole = _signed(_filled(plan, dict(found.filling)))
    taken = replace(whole, obligations=tuple(each for each in whole.obligations if not each.scenario))
    return Ready(taken, _Former(taken, {day.moment: day.earliest for day in found.days}).form(numbered), found.filling)


def names(plan: Plan) -> tuple[str, ...]:
    """The obligations and phases of a plan, in the order that numbers them."""
    return (*(each.id for each in plan.obligations), *(each.id for each in plan.phases))


def _signed(plan: Plan) -> Plan:
    if plan.calendar.signature is not None:
        return plan
    return replace(plan, calendar=replace(plan.calendar, signature=DAY_ZERO))


def _filled(plan: Plan, filling: Mapping[str, int]) -> Plan:
    """The plan with numbers in the place of its blanks in time."""

    def days(words: Span | None) -> Span | None:
        if words is None or not words.blanks:
            return words
        least, most = (filling.get(each, 0) if isinstance(each, str) else each for each in (words.least, words.most))
        return replace(words, least=least, most=most)

    def whens(those: tuple[When, ...]) -> tuple[When, ...]:
        return tuple(When(each.event, days(each.span) or each.span) for each in those)

    phases = tuple(replace(each, begins=whens(each.begins), ends=whens(each.ends)) for each in plan.phases)
    owed = tuple(
        replace(
            each,
            starts=whens(each.starts),
            done=whens(each.done),
            until=whens(each.until),
            takes=days(each.takes),
            verification=each.verification and replace(each.verification, takes=days(each.verification.takes)),
            batches=tuple(replace(batch, on=whens(batch.on)) for batch in each.batches),
        )
        for each in plan.obligations
    )
    return replace(plan, phases=phases, obligations=owed, length=days(plan.length))


class _Former:
    """Gathers the relations of one plan as rows of numbers."""

    def __init__(self, plan: Plan, earliest: Mapping[str, int]) -> None:
        self.plan = plan
        self.moments = Moments(plan)
        self.earliest = earliest
        self.dates = sorted({each for each in _anchors(plan) if is_date(each)})
        self.phases = {each.id: row for row, each in enumerate(plan.phases)}
        self.owed = {each.id: row for row, each in enumerate(plan.obligations)}
        self.first_phase = 1 + len(self.dates)
        self.first_owed = self.first_phase + 2 * len(plan.phases)
        self.held_by: list[tuple[int, int, int]] = []

    def event(self, name: str) -> int:
        """The row of a moment; a bare id stands for its last."""
        if name == SIGNATURE:
            return 0
        if is_date(name):
            return 1 + self.dates.index(name)
        if name in self.moments.items:
            name = moments(self.moments.items[name])[-1]
        slug, _, moment = name.rpartition(".")
        if slug in self.phases:
            return self.first_phase + 2 * self.phases[slug] + (moment == "ends")
        shift = {"starts": 0, "done": 1, "ends": 2, "verified": 2}[moment]
        lasting = self.plan.obligations[self.owed[slug]].lasts
        return self.first_owed + 3 * self.owed[slug] + (2 if lasting and shift else shift)

    def form(self, numbered: Sequence[str]) -> Form:
        plan = self.plan
        order, _ = in_order(plan)
        position = {each.id: at for at, each in enumerate(order)}
        known = list(numbered) or list(names(plan))
        known += [each for each in names(plan) if each not in known]
        parts, due = self._parts()
        planned, order_of_play = self._planned(), self._order()
        last = int(planned.max())
        return Form(
            kind=_days([_kind(each) for each in plan.obligations]),
            planned=planned,
            dates=len(self.dates),
            phases=len(plan.phases),
            order=_rows(order_of_play, 2),
            waits=_rows(self._waits(), 3),
            ways=_rows(self._ways(), 3),
            work=_rows([(_least(each.takes), _least(_checking(each))) for each in plan.obligations], 2),
            windows=_rows(self._windows(), 5),
            limits=_rows(self._limits(), 3),
            inside=_rows(self.held_by, 3),
            parts=_rows(parts, 3),
            due=_rows(due, 4),
            opens=_rows(self._opens(), 3),
            grace=_days([each.grace for each in plan.obligations]),
            roll=self._roll(3 * last + 800),
            phase=_days([self.phases.get(each.phase, -1) for each in plan.obligations]),
            position=_days([position[each.id] for each in plan.obligations]),
            numbers=_days([known.index(each) for each in names(plan)]),
            halt=np.array([each.kind is Kind.MAINTAIN for each in plan.obligations], dtype=np.bool_),
            horizon=2 * last + 400,
        )

    # What waits for what

    def _planned(self) -> Days:
        days = [0, *(day_of(self.plan, each) for each in self.dates)]
        every: tuple[Phase | Obligation, ...] = (*self.plan.phases, *self.plan.obligations)
        for each in every:
            at = moments(each)
            named = at if len(at) == 3 or isinstance(each, Phase) else (at[0], at[1], at[1])
            days += [self.earliest[self.moments.point_of(name)] for name in named]
        return _days(days)

    def _waits(self) -> Iterator[tuple[int, int, int]]:
        """What no moment comes before, but for what an obligation's coming into force waits for."""
        previous = SIGNATURE
        for phase in self.plan.phases:
            begins = self.event(f"{phase.id}.begins")
            for when in phase.begins or (When(previous, Span("after", 0, None)),):
                if _follows(when.span):
                    yield begins, self.event(when.event), _least(when.span)
            for when in phase.ends:
                if _follows(when.span):
                    yield begins + 1, self.event(when.event), _least(when.span)
            yield begins + 1, begins, 0
            previous = f"{phase.id}.ends"
        for each in (each for each in self.plan.obligations if not each.lasts):
            for when in each.done:
                if _follows(when.span):
                    yield self.event(f"{each.id}.done"), self.event(when.event), _least(when.span)

    def _opens(self) -> Iterator[tuple[int, int, int]]:
        """What an obligation's coming into force waits for."""
        for row, each in enumerate(self.plan.obligations):
            if each.phase:
                yield row, self.event(f"{each.phase}.begins"), 0
            yield from ((row, self.event(when.event), _least(when.span)) for when in each.starts if _follows(when.span))
            yield from ((row, self.event(when.event), 0) for when in each.done if _follows(when.span))

    def _ways(self) -> Iterator[tuple[int, int, int]]:
        conditions = [(f"{each.id}.starts", each.condition) for each in self.plan.obligations]
        conditions += [(f"{each.id}.ends", each.test) for each in self.plan.phases]
        for moment, condition in conditions:
            if condition is not None:
                for number, way in enumerate(ways_to_meet(condition)):
                    yield from ((self.event(moment), number, self.event(event)) for event in way)

    def _order(self) -> list[tuple[int, int]]:
        """Phases and obligations so that each comes after what it waits for. Raises NoAnswer for a circle."""
        nodes = self._nodes()
        for phase, owed, waited in self._inside():
            if not self._reaches(nodes, (OWED, owed), (ENDS, phase)):
                nodes[ENDS, phase].add((OWED, owed))
                self.held_by.append((phase, owed, waited))
            elif waited or self._may_wait(nodes, phase, owed):
                slug, within = self.plan.obligations[owed].id, self.plan.phases[phase].id
                raise NoAnswer(
                    f"{self.plan.id!r} cannot be played: {slug!r} may wait for the end of {within!r}, within which "
                    "it is to be done; say when the phase ends, or put the obligation into a later one"
                )
            else:  # it waits for the end of its own phase, and is not there by then
                self.held_by.append((phase, owed, 2))
        try:
            return list(TopologicalSorter({node: waited - {node} for node, waited in nodes.items()}).static_order())
        except CycleError as error:
            raise NoAnswer(f"{self.plan.id!r} cannot be played: some of its moments wait for each other") from error

    def _nodes(self) -> Nodes:
        """What each phase's beginning and end and each obligation waits for by its words."""
        nodes: Nodes = {(OWED, row): set() for row in range(len(self.plan.obligations))}
        for row in range(len(self.plan.phases)):
            nodes[BEGINS, row], nodes[ENDS, row] = set(), {(BEGINS, row)}
        for moment, event, *_ in (*self._waits(), *((m, e, 0) for m, _, e in self._ways())):
            nodes[self._node(moment)].add(self._node(event))
        for row, event, *_ in (*self._opens(), *((o, e, 0) for o, e, *_ in self._windows())):
            nodes[OWED, row].add(self._node(event))
        for phase, event, *_ in self._limits():
            nodes[ENDS, phase].add(self._node(event))
        for waited in nodes.values():
            waited.discard(AT_ONCE)
        return nodes

    def _may_wait(self, nodes: Nodes, phase: int, owed: int) -> bool:
        """Of several ways to meet its condition, some wait for the end of its own phase and some do not."""
        ways: dict[int, bool] = {}
        for moment, number, event in self._ways():
            if moment == self.first_owed + 3 * owed:
                ways[number] = ways.get(number, False) or self._reaches(nodes, self._node(event), (ENDS, phase))
        return any(ways.values()) and not all(ways.values())

    @staticmethod
    def _reaches(nodes: Nodes, start: tuple[int, int], goal: tuple[int, int]) -> bool:
        """What `start` waits for leads to `goal`."""
        todo, met = [start], {start}
        while todo:
            for each in nodes.get(todo.pop(), ()):
                if each == goal:
                    return True
                if each not in met:
                    met.add(each)
                    todo.append(each)
        return False

    def _node(self, moment: int) -> tuple[int, int]:
        if moment < self.first_phase:
            return AT_ONCE
        if moment < self.first_owed:
            row, end = divmod(moment - self.first_phase, 2)
            return (ENDS if end else BEGINS), row
        return OWED, (moment - self.first_owed) // 3

    # When what lasts holds, and phases end

    def _windows(self) -> Iterator[tuple[int, int, int, int, int]]:
        for row, each in enumerate(self.plan.obligations):
            if not each.lasts:
                continue
            for side, whens in enumerate((each.starts, each.until)):
                for when in whens:
                    for upper, days in enumerate(bounds(when.span)):
                        if days is not None:
                            yield row, self.event(when.event), days, side, upper
            if not each.until and each.phase:
                yield row, self.event(f"{each.phase}.ends"), 0, 1, 1

    def _limits(self) -> Iterator[tuple[int, int, int]]:
        for row, phase in enumerate(self.plan.phases):
            for when in phase.ends:
                most = bounds(when.span)[1]
                if most is not None:
                    yield row, self.event(when.event), most
        if self.plan.phases and self.plan.length is not None:
            most = bounds(self.plan.length)[1]
            if most is not None:
                yield len(self.plan.phases) - 1, 0, most

    def _inside(self) -> Iterator[tuple[int, int, int]]:
        """What a phase holds that is done once, and whether its end waits for that: its words set none."""
        for row, each in enumerate(self.plan.obligations):
            if each.phase and not each.lasts:
                phase = self.plan.phases[self.phases[each.phase]]
                yield self.phases[each.phase], row, int(not phase.ends and phase.test is None)

    # By when each part is due

    def _parts(self) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int, int]]]:
        parts: list[tuple[int, int, int]] = []
        due: list[tuple[int, int, int, int]] = []
        for row, each in enumerate(self.plan.obligations):
            if each.lasts:
                continue
            whole = list(self._bound(each))
            batched = len(each.batches) > 1 or any(batch.on for batch in each.batches)
            for number, batch in enumerate(each.batches if batched else (None,)):
                grace = batch.grace if batch else each.batches[0].grace if each.batches else None
                words = (
                    [(self.event(w.event), m, 0) for w in batch.on if (m := bounds(w.span)[1]) is not None]
                    if (batch)
                    else []
                )
                due += [(len(parts), *bound) for bound in (words if batch and batch.on else whole)]
                parts.append((row, each.grace if grace is None else grace, self._given(each, number)))
        return parts, due

    def _bound(self, each: Obligation) -> Iterator[tuple[int, int, int]]:
        """The last days that the obligation's own words and its phase set: (event, days, only if not begun)."""
        for when in each.done:
            most = bounds(when.span)[1]
            if most is not None:
                yield self.event(when.event), most, 0
        longest = bounds(each.takes)[1] if each.takes else 0
        if longest is not None and len(each.batches) < 2:
            if each.takes:
                yield self.event(f"{each.id}.starts"), longest, 0
            for when in each.starts:
                most = bounds(when.span)[1]
                if most is not None:
                    yield self.event(when.event), most + longest, int(bool(each.takes))
        if each.phase:
            yield self.event(f"{each.phase}.ends"), 0, 0

    def _given(self, each: Obligation, number: int) -> int:
        """The earliest day a part is given: as its words fix it, else spread evenly from start to performance."""
        first, last = (self.earliest[self.moments.point_of(f"{each.id}.{name}")] for name in ("starts", "done"))
        if number >= len(each.batches) - 1:
            return last
        fixed = date_of(self.plan, each.batches[number].on)
        even = first + (last - first) * number // max(len(each.batches) - 1, 1)
        return even if fixed is None else min(max((fixed - _day_zero(self.plan)).days, first), last)

    def _roll(self, days: int) -> Days:
        if self.plan.calendar.roll is not Roll.NEXT:
            return _days([])
        zero = _day_zero(self.plan)
        return _days([(rolled(self.plan.calendar, zero + timedelta(day)) - zero).days for day in range(days)])


def _day_zero(plan: Plan) -> date:
    return plan.calendar.signature or DAY_ZERO


def _anchors(plan: Plan) -> Iterator[str]:
    """Every event that words of the plan count from."""
    for phase in plan.phases:
        yield from (when.event for when in (*phase.begins, *phase.ends))
        yield from phase.test.events if phase.test else ()
    for each in plan.obligations:
        yield from (when.event for when in (*each.starts, *each.done, *each.until))
        yield from (when.event for batch in each.batches for when in batch.on)
        yield from _events(each.condition)


def _events(condition: Condition | None) -> tuple[str, ...]:
    return condition.events if condition else ()


def _kind(each: Obligation) -> int:
    if each.kind is Kind.RATE and each.quantity is not None:
        return RATE
    return LASTING if each.lasts else ONCE


def _follows(words: Span) -> bool:
    return not words.before and not (isinstance(words.least, int) and words.least < 0)


def _least(words: Span | None) -> int:
    return words.least if words is not None and isinstance(words.least, int) else 0


def _checking(each: Obligation) -> Span | None:
    return each.verification.takes if each.verification else None


def _days(those: Sequence[int]) -> Days:
    return np.array(those, dtype=np.int32)


def _rows(those: Iterable[Sequence[int]], width: int) -> Days:
    return np.array([tuple(each) for each in those], dtype=np.int32).reshape(-1, width)
