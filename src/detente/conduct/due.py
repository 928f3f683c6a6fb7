"""When each part of an obligation is due, by what actually came about, the roll of the calendar, and what moved it.

An obligation without batches is one part. A part is due on the earliest last day that any of its words sets, counted
from events that came about; what came into force later is due on that day at the earliest. Grace is added after the
roll, in calendar days. Extensions and pauses that stop the clock move what is due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from detente.conduct.evidence import whole
from detente.conduct.occasions import Occasions, bounds
from detente.conduct.sums import NOTHING, Ends, ends
from detente.plan.dates import rolled
from detente.plan.model import Obligation, When


@dataclass(frozen=True, slots=True)
class Part:
    """So much in all by a day; None where no day is fixed. `last` is the last day before it is overdue."""

    number: int
    amount: Ends | None
    on: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Moved:
    """An act of a day that moves due days: by days or to a day, for one part or for all (0)."""

    on: date
    days: int | None
    until: date | None
    part: int
    entry: str

    def moves(self, due: date) -> date:
        """The due day as it is moved; never to an earlier one."""
        return due + timedelta(self.days) if self.days is not None else max(due, self.until or due)

    @property
    def says(self) -> str:
        """What was done, in words; which part where it was not all of them."""
        length = (
            f"by {self.days} {'day' if self.days == 1 else 'days'}" if self.days is not None else f"to {self.until}"
        )
        return f"{f'part {self.part} ' if self.part else ''}extended {length} on {self.on}"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which a duty is suspended: from a day, until it resumes (None is not yet), and by whom."""

    on: date
    resumes: date | None
    entry: str
    by: tuple[str, ...] = ()

    def moves(self, due: date, today: date) -> date:
        """The due day of a clock that stops: later by as much of the pause as is over; what is late stays so."""
        resumes = today if self.resumes is None else min(self.resumes, today)
        return due + max(resumes - self.on, timedelta(0)) if self.on <= due else due


Shift = Moved | Pause


def parts(
    occasions: Occasions, owed: Obligation, in_force: date | None, shifts: Iterable[Shift] = (), today: date = date.max
) -> tuple[Part, ...]:
    """Every part with its day and the sum due by then. What moves due days does so in the order of its days."""
    found, ordered = [], sorted(shifts, key=lambda each: each.on)
    for number, (amount, day, grace) in enumerate(_stated(occasions, owed), 1):
        if day is None:
            found.append(Part(number, amount, None, None))
            continue
        due = max(day, in_force) if in_force else day
        for each in ordered:
            if isinstance(each, Moved):
                due = each.moves(due) if each.part in (0, number) else due
            elif owed.clock_stops:
                due = each.moves(due, today)
        due = rolled(occasions.plan.calendar, due)
        found.append(Part(number, amount, due, due + timedelta(grace)))
    return tuple(found)


def _stated(occasions: Occasions, owed: Obligation) -> list[tuple[Ends | None, date | None, int]]:
    """Each part as its words have it: the sum due by then, the day, the grace; worked out once for a day's answers."""
    found = occasions.stated.get(owed.id)
    if found is None:
        found = occasions.stated[owed.id] = _read(occasions, owed)
    return found


def _read(occasions: Occasions, owed: Obligation) -> list[tuple[Ends | None, date | None, int]]:
    whole_day = _bound(occasions, owed)
    amounts = occasions.amounts.get(owed.id) or sums_due(owed)
    if len(owed.batches) < 2 and not any(batch.on for batch in owed.batches):
        grace = owed.batches[0].grace if owed.batches else None
        return [(amounts[-1], whole_day, owed.grace if grace is None else grace)]
    days = (_tightest(occasions, batch.on) if batch.on else whole_day for batch in owed.batches)
    graces = (owed.grace if batch.grace is None else batch.grace for batch in owed.batches)
    return list(zip(amounts, days, graces, strict=True))


def sums_due(owed: Obligation) -> tuple[Ends | None, ...]:
    """All that is due by each batch; without batches, all that is owed."""
    if not owed.batches:
        return (whole(owed),)
    found, low, high = list[Ends](), *NOTHING
    for batch in owed.batches:
        least, most = ends(batch.amount)
        low, high = low + least, high + most
        found.append((low, high))
    return tuple(found) if len(found) > 1 or owed.batches[0].on else (whole(owed),)


def _bound(occasions: Occasions, owed: Obligation) -> date | None:
    """The earliest last day that the obligation's own words and its phase set."""
    limits = [_tightest(occasions, owed.done)]
    started = occasions.told.moments.get(f"{owed.id}.starts")
    longest = bounds(owed.takes)[1] if owed.takes else 0
    if longest is not None and len(owed.batches) < 2:
        start = started.on if started and owed.takes else _tightest(occasions, owed.starts)
        limits.append(None if start is None else start + timedelta(longest))
    limits.append(occasions.day(f"{owed.phase}.ends") if owed.phase else None)
    return min((each for each in limits if each is not None), default=None)


def _tightest(occasions: Occasions, whens: Iterable[When]) -> date | None:
    """The earliest last day of words that count from something that has come about."""
    days = []
    for when in whens:
        anchor, most = occasions.day(when.event), bounds(when.span)[1]
        if anchor is not None and most is not None:
            days.append(anchor + timedelta(most))
    return min(days, default=None)
