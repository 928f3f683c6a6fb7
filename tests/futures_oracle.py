"""A player as slow and obvious as can be: one run, day after day, by the words of the plan and the habits themselves.

It asks the same streams of chance as the player in the house, so that both can be held against each other run by run.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from detente.conduct.futures.chance import Chance, drawn
from detente.conduct.futures.conditions import KINDS
from detente.conduct.futures.forming import Ready, names
from detente.conduct.futures.habits import Habit, HabitKind, Habits, Level, Measure
from detente.conduct.futures.stops import Cause
from detente.plan.dates import dated, rolled
from detente.plan.model import SIGNATURE, Condition, Kind, Obligation, Phase, When
from detente.plan.moments import Moments, day_of, is_date, moments
from detente.plan.span import Span

LIMIT = 400


@dataclass
class Told:
    """One run: the day of each moment by name, the first overdue day of each duty, and how it ended."""

    day: dict[str, int] = field(default_factory=dict)
    overdue: dict[str, int] = field(default_factory=dict)
    cause: Cause = Cause.NOTHING
    at: str = ""
    stopped: int | None = None
    complete: bool = False


class Oracle:
    def __init__(self, ready: Ready, habits: Habits, chance: Chance, run: int) -> None:
        self.plan, self.habits, self.chance, self.run = ready.plan, habits, chance, run
        self.horizon = ready.form.horizon
        self.names = list(names(ready.plan))
        earliest = {each.moment: each.earliest for each in dated(self.plan, {}).days}
        self.at_first = {name: earliest[self._point(name)] for name in self._every_moment()}
        order = sorted(
            self.plan.obligations, key=lambda each: int(ready.form.position[self.plan.obligations.index(each)])
        )
        self.order = [each.id for each in order]
        self.day: dict[str, int] = {SIGNATURE: 0}
        self.could: dict[str, int] = {}
        self.lacks: dict[str, HabitKind] = {}
        self.prolonged: dict[str, int] = {}
        self.seen_by: dict[str, int] = {}
        self.windows, self.endings = self._acts()

    def _point(self, name: str) -> str:
        return Moments(self.plan).point_of(name)

    def _every_moment(self) -> list[str]:
        every: list[Phase | Obligation] = [*self.plan.phases, *self.plan.obligations]
        return [name for each in every for name in moments(each)]

    # Habits

    def habit(self, kind: HabitKind, item: Obligation | Phase) -> Habit | None:
        """The last that names the item, else the last that names none."""
        fits = [each for each in self.habits.habits if each.kind is kind and self._fits(each, item)]
        named = [each for each in fits if each.about]
        return (named or fits)[-1] if fits else None

    def _fits(self, habit: Habit, item: Obligation | Phase) -> bool:
        if isinstance(item, Phase):
            return habit.kind in (HabitKind.AGREEMENT, HabitKind.EXTENSION)
        who = {
            HabitKind.DELAY: item.by, HabitKind.REFUSAL: item.by, HabitKind.PART: item.by, HabitKind.DENIAL: item.by,
            HabitKind.DISPUTE: item.to, HabitKind.PATIENCE: item.to,
            HabitKind.VERIFICATION: (item.verification.by if item.verification else "",),
        }  # fmt: skip
        if habit.kind is HabitKind.EXTENSION:
            return True
        return habit.kind in who and (not habit.who or habit.who in who[habit.kind])

    def unit(self, kind: HabitKind, number: int, turn: int) -> float:
        return float(self.chance.units(KINDS.index(kind), number, turn)[self.run])

    def number(self, level: Level, kind: HabitKind, number: int, turn: int) -> float:
        return float(drawn(level, self.chance.units(KINDS.index(kind), number, turn))[self.run])

    def happens(self, kind: HabitKind, item: Obligation | Phase) -> Habit | None:
        habit = self.habit(kind, item)
        if habit is None:
            return None
        number = self.names.index(item.id)
        chance = self.number(habit.level(Measure.CHANCE, 1), kind, number, 0)
        return habit if chance >= 1 or self.unit(kind, number, 1) < chance else None

    def days(self, habit: Habit, item: Obligation | Phase) -> int | None:
        if Measure.DAYS not in habit.levels:
            return None
        return int(self.number(habit.levels[Measure.DAYS], habit.kind, self.names.index(item.id), 2) + 0.5)

    def _acts(self) -> tuple[list[tuple[int, int]], list[int]]:
        from math import log1p

        windows, endings = [], []
        for row, habit in enumerate(self.habits.habits):
            if habit.kind is not HabitKind.SPOILER:
                continue
            rate, ends = habit.levels[Measure.CHANCE].low, habit.levels[Measure.SHARE].low
            day = 0
            for turn in range(10, 1000, 3):
                day += 1 + int(log1p(-self.unit(HabitKind.SPOILER, row, turn)) / log1p(-rate))
                if day > self.horizon:
                    break
                if self.unit(HabitKind.SPOILER, row, turn + 1) < ends:
                    endings.append(day)
                elif Measure.DAYS in habit.levels:
                    held = self.number(habit.levels[Measure.DAYS], HabitKind.SPOILER, row, turn + 2)
                    windows.append((day, day + int(held + 0.5)))
        return windows, endings

    # The days, one after the other

    def play(self) -> Told:
        for day in range(LIMIT):
            while self._more(day):
                pass
        told = Told(self.day)
        for each in self.plan.obligations:
            self._overdue(each, told)
        self._stop(told)
        told.complete = told.cause is Cause.NOTHING and all(self._kept(each, told) for each in self.plan.obligations)
        return told

    def _kept(self, each: Obligation, told: Told) -> bool:
        """All of it was done; of a count for each day, no day of its time fell short."""
        if not each.lasts:
            return f"{each.id}.verified" in told.day
        first_short = told.overdue.get(each.id, LIMIT * 9) - each.grace - 1
        last = told.day.get(f"{each.id}.ends", LIMIT)
        return f"{each.id}.starts" in told.day and (each.kind is not Kind.RATE or first_short > last)

    def _more(self, day: int) -> bool:
        """Whether anything new came about on a day."""
        before = len(self.day)
        for phase in self.plan.phases:
            self._begin(phase, day)
        for each in self.plan.obligations:
            self._owed(each, day)
        if len(self.day) == before:
            for phase in self.plan.phases:
                self._end(phase, day)
        return len(self.day) > before

    def _came(self, event: str, day: int, least: int = 0) -> bool:
        when = self.when(event)
        return when is not None and when + least <= day

    def when(self, event: str) -> int | None:
        if is_date(event):
            return day_of(self.plan, event)
        items = Moments(self.plan).items
        name = moments(items[event])[-1] if event in items else event
        slug, _, moment = name.rpartition(".")
        if slug in items and isinstance(items[slug], Obligation) and items[slug].lasts and moment != "starts":  # type: ignore[union-attr]
            name = f"{slug}.ends"
        return self.day.get(name)

    def _waited(self, those: tuple[When, ...], day: int) -> bool:
        return all(self._came(each.event, day, _least(each.span)) for each in those if _follows(each.span))

    def _met(self, condition: Condition | None, day: int) -> bool:
        if condition is None:
            return True
        if condition.event:
            return self._came(condition.event, day)
        met = [self._met(part, day) for part in condition.parts]
        return all(met) if condition.every else any(met)

    def _begin(self, phase: Phase, day: int) -> None:
        row = self.plan.phases.index(phase)
        before = f"{self.plan.phases[row - 1].id}.ends" if row else SIGNATURE
        waits = phase.begins or (When(before, Span("after", 0, None)),)
        name = f"{phase.id}.begins"
        if name in self.day or phase.id in self.could or day < self.at_first[name] or not self._waited(waits, day):
            return
        self.could[phase.id] = day
        if self.habit(HabitKind.AGREEMENT, phase) is None or self.happens(HabitKind.AGREEMENT, phase) is not None:
            self.day[name] = day
        else:
            self.lacks[phase.id] = HabitKind.AGREEMENT

    def _end(self, phase: Phase, day: int) -> None:
        name, begun = f"{phase.id}.ends", self.day.get(f"{phase.id}.begins")
        if name in self.day or begun is None:
            return
        inside = [each for each in self.plan.obligations if each.phase == phase.id and not each.lasts]
        limits = [
            when + most
            for each in phase.ends
            for when, most in [(self.when(each.event), _most(each.span))]
            if when is not None and most is not None
        ]
        if phase.id not in self.prolonged:
            there = day >= self.at_first[name] and self._waited(phase.ends, day) and self._met(phase.test, day)
            if not phase.ends and phase.test is None:
                there = there and all(self._came(f"{each.id}.verified", day) for each in inside)
            if not there and not (limits and day >= min(limits)):
                return
            behind = not all(self._came(f"{each.id}.verified", day) for each in inside)
            self.prolonged[phase.id] = day + (self._extension(phase) if limits and behind else 0)
        if day >= self.prolonged[phase.id]:
            self.day[name] = day

    def _extension(self, item: Obligation | Phase) -> int:
        power = self.plan.powers[0]
        habit = self.happens(HabitKind.EXTENSION, item)
        if habit is None or (habit.who and habit.who != power.holder):
            return 0
        days = self.days(habit, item) or 0
        return days if power.cap is None else min(days, power.cap)

    def _opened(self, each: Obligation, day: int) -> bool:
        phase = not each.phase or self._came(f"{each.phase}.begins", day)
        done = all(self._came(when.event, day) for when in each.done if _follows(when.span))
        return phase and done and self._waited(each.starts, day) and self._met(each.condition, day)

    def _owed(self, each: Obligation, day: int) -> None:
        starts = f"{each.id}.starts"
        if each.id not in self.could and day >= self.at_first[starts] and self._opened(each, day):
            self.could[each.id] = day
        if each.id not in self.could or each.id in self.lacks:
            return
        if starts not in self.day:
            late = self.habit(HabitKind.DELAY, each)
            begin = self.could[each.id] + ((self.days(late, each) or 0) if late else 0)
            if day < begin or any(first <= day < last for first, last in self.windows):
                return
            if self.happens(HabitKind.REFUSAL, each):
                self.lacks[each.id] = HabitKind.REFUSAL
                return
            self.day[starts] = day
        if each.lasts:
            self._lasting(each, day)
        else:
            self._once(each, day)

    def _once(self, each: Obligation, day: int) -> None:
        done, seen = f"{each.id}.done", f"{each.id}.verified"
        takes = _least(each.takes) if each.takes else 0
        if done not in self.day:
            if (
                day < self.day[f"{each.id}.starts"] + takes
                or day < self.at_first[done]
                or not self._waited(each.done, day)
            ):
                return
            self.day[done] = day
            self._plan_verification(each)
        if seen not in self.day and self.seen_by.get(each.id, LIMIT * 9) <= day:
            self.day[seen] = self.seen_by[each.id]

    def _plan_verification(self, each: Obligation) -> None:
        checking = _least(each.verification.takes) if each.verification and each.verification.takes else 0
        day = max(self.day[f"{each.id}.done"] + checking, self.at_first[f"{each.id}.verified"])
        if slow := self.habit(HabitKind.VERIFICATION, each):
            day += self.days(slow, each) or 0
        for kind in (HabitKind.DENIAL, HabitKind.DISPUTE, HabitKind.PART):
            habit = self.happens(kind, each)
            if habit is None:
                continue
            more = self.days(habit, each)
            if more is None:
                self.lacks_seen(each, kind)
                return
            day += more
        self.seen_by[each.id] = day

    def lacks_seen(self, each: Obligation, kind: HabitKind) -> None:
        self.unseen = getattr(self, "unseen", {})
        self.unseen[each.id] = kind

    def _lasting(self, each: Obligation, day: int) -> None:
        name = f"{each.id}.ends"
        if each.until:
            whens = [self.when(one.event) for one in each.until]
            if any(when is None for when in whens):
                return
            last = [when + _least(one.span) for when, one in zip(whens, each.until, strict=True) if when is not None]
            if day >= min(last):
                self.day.setdefault(name, min(last))
        elif each.phase and self._came(f"{each.phase}.ends", day):
            self.day[name] = self.day[f"{each.phase}.ends"]

    # By when, and where it stops

    def _overdue(self, each: Obligation, told: Told) -> None:
        opened = next((day for day in range(LIMIT) if self._opened(each, day)), None)
        if opened is None:
            return
        if each.kind is Kind.RATE:
            self._short(each, opened, told)
        if each.lasts:
            return
        parts = each.batches if len(each.batches) > 1 else (None,)
        whole = self._whole_bound(each)
        bounds = [_tightest(self, batch.on) if batch and batch.on else whole for batch in parts]
        dues = [None if bound is None else max(bound, opened) for bound in bounds]
        given = [self._given(each, number, len(parts)) for number in range(len(parts))]
        moved = 0
        if any(due is not None and day > self._rolled(due) for due, day in zip(dues, given, strict=True)):
            moved = self._extension(each)
        for due, day, batch in zip(dues, given, parts, strict=True):
            if due is None:
                continue
            grace = batch.grace if batch and batch.grace is not None else each.grace
            last = self._rolled(due + moved) + grace
            if day > last + 1:
                told.overdue[each.id] = min(told.overdue.get(each.id, LIMIT * 9), last + 1)
            self._impatient(each, last, day)

    def _impatient(self, each: Obligation, last: int, given: int) -> None:
        habit = self.happens(HabitKind.PATIENCE, each)
        if habit is None:
            return
        day = last + (self.days(habit, each) or 0) + 1
        if given > day:
            self.losses = [*getattr(self, "losses", []), (day, self.order.index(each.id), each.id)]

    def _given(self, each: Obligation, number: int, count: int) -> int:
        far = LIMIT * 9
        done, seen = self.day.get(f"{each.id}.done"), self.day.get(f"{each.id}.verified")
        if done is None or seen is None:
            return far
        first, last = self.at_first[f"{each.id}.starts"], self.at_first[f"{each.id}.done"]
        planned = last if number == count - 1 else first + (last - first) * number // max(count - 1, 1)
        start = self.day[f"{each.id}.starts"]
        given = done if number == count - 1 else max(min(planned + start - first, done), start)
        return given + seen - done

    def _whole_bound(self, each: Obligation) -> int | None:
        limits = [_tightest(self, each.done)]
        longest = _most(each.takes) if each.takes else 0
        if longest is not None and len(each.batches) < 2:
            begun = self.day.get(f"{each.id}.starts") if each.takes else None
            start = begun if begun is not None else _tightest(self, each.starts)
            limits.append(None if start is None else start + longest)
        limits.append(self.day.get(f"{each.phase}.ends") if each.phase else None)
        return min((each for each in limits if each is not None), default=None)

    def _rolled(self, day: int) -> int:
        zero = self.plan.calendar.signature
        assert zero is not None
        return (rolled(self.plan.calendar, zero + timedelta(day)) - zero).days

    def _short(self, each: Obligation, opened: int, told: Told) -> None:
        first = opened
        for when in each.starts:
            anchor = self.when(when.event)
            bound = _most(when.span)
            if anchor is not None:
                first = max(first, anchor + (_least(when.span) if bound is None else bound))
        starts = self.day.get(f"{each.id}.starts")
        part = self.happens(HabitKind.PART, each)
        if starts is None or starts > first or part is not None:
            told.overdue[each.id] = first + each.grace + 1
            if (habit := self.happens(HabitKind.PATIENCE, each)) is not None:
                day = told.overdue[each.id] + (self.days(habit, each) or 0)
                self.losses = [*getattr(self, "losses", []), (day, self.order.index(each.id), each.id)]

    def _stop(self, told: Told) -> None:
        losses: list[tuple[int, int, str]] = sorted(getattr(self, "losses", []))
        stops = [(day, 0, Cause.PATIENCE, slug) for day, _, slug in losses[:1]]
        stops += [(day, 1, Cause.SPOILER, "") for day in sorted(self.endings)[:1]]
        if stops:
            told.stopped, _, told.cause, told.at = min(stops)
            if told.cause is Cause.SPOILER:
                later = [
                    (self.day[f"{slug}.starts"], row, slug)
                    for row, slug in enumerate(self.order)
                    if self.day.get(f"{slug}.starts", -1) > told.stopped
                ]
                told.at = min(later)[2] if later else ""
            unbegun = {slug for slug in self.order if self.day.get(f"{slug}.starts", LIMIT * 9) > told.stopped}
            told.day = {
                name: day
                for name, day in self.day.items()
                if day <= told.stopped and name.partition(".")[0] not in unbegun
            }
        elif lacking := {**self.lacks, **getattr(self, "unseen", {})}:
            blocked = [s for s in self.order if f"{s}.starts" not in self.day and s not in lacking]
            if blocked or any(phase.id in lacking for phase in self.plan.phases):
                phases = {phase.id for phase in self.plan.phases}

                def place(slug: str) -> tuple[int, int]:
                    return self.could[slug], self._position(slug)

                first = min(lacking, key=lambda slug: (*place(slug), slug in phases))
                at = self._position(first)
                told.at = self.order[at] if at < len(self.order) else ""
                told.cause = Cause[{"agreement": "AGREEMENT", "refusal": "REFUSAL", "part": "PART",
                    "denial of access": "DENIAL", "dispute": "DISPUTE"}[lacking[first].value]]  # fmt: skip

    def _position(self, slug: str) -> int:
        if slug in self.order:
            return self.order.index(slug)
        own = [self.order.index(each.id) for each in self.plan.obligations if each.phase == slug]
        return min(own, default=len(self.order))


def _tightest(oracle: Oracle, whens: tuple[When, ...]) -> int | None:
    found = []
    for each in whens:
        when, most = oracle.when(each.event), _most(each.span)
        if when is not None and most is not None:
            found.append(when + most)
    return min(found, default=None)


def _follows(words: Span) -> bool:
    return not words.before


def _least(words: Span) -> int:
    assert not isinstance(words.least, str)
    return words.least or 0


def _most(words: Span | None) -> int | None:
    assert words is None or not isinstance(words.most, str)
    return words.most if words else None  # type: ignore[return-value]
