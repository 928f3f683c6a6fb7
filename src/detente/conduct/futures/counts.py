"""What a block of runs came to, as whole numbers that can be added: the same sum in any order, on any machine.

Each array has first an axis for the ways in which the claims can be read (one where incentives do not count).
"""

from dataclasses import dataclass, fields
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from detente.conduct.futures.course import Course
from detente.conduct.futures.form import NEVER, Days
from detente.conduct.futures.stops import Cause, Ends

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Runs counted: (ways, ...).

    `runs` (ways,); `complete` and `lacking` (ways,), runs that went to their end, with all done or not; `stops` (ways,
    causes, positions), before which of the plan's order they stop; `finished` and `stopped` (ways, days), on which
    day; `halted` (ways, days), runs in which fire is held on a day; `kept` and `overdue` (ways,
    obligations); `lost` (ways, obligations, 4), days lost by its debtor and in its verification, and their squares.
    """

    runs: Numbers
    complete: Numbers
    lacking: Numbers
    stops: Numbers
    finished: Numbers
    stopped: Numbers
    halted: Numbers
    kept: Numbers
    overdue: Numbers
    lost: Numbers

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def digest(self) -> str:
        """The SHA-256 of all numbers, which two runs of the same study share."""
        found = sha256()
        for each in fields(self):
            held = getattr(self, each.name)
            found.update(repr((each.name, held.shape)).encode() + np.ascontiguousarray(held, dtype="<i8").tobytes())
        return found.hexdigest()


def counted(course: Course, ways: "list[Ends]") -> Counts:
    """A block of runs counted; `ways` are its ends under each way to read the claims."""
    every = [_counted(course, each) for each in ways]
    return Counts(*(np.stack([each[at] for each in every]) for at in range(len(every[0]))))


def _counted(course: Course, found: Ends) -> tuple[Numbers, ...]:
    form, runs = course.form, course.runs
    days = form.horizon + 1
    stops = np.zeros((len(Cause), form.obligations + 1), dtype=np.int64)
    stopped = found.cause > 0
    np.add.at(stops, (found.cause[stopped].astype(np.int64), np.clip(found.at[stopped], 0, form.obligations)), 1)
    lost = np.stack(
        [np.clip(each, 0, form.horizon).astype(np.int64) for each in (course.waited, course.checked)], axis=1
    )
    begun = (
        np.stack([found.day[form.starts(row)] < NEVER for row in range(form.obligations)])
        if form.obligations
        else (np.zeros((0, runs), dtype=np.bool_))
    )
    lost = lost * begun[:, None, :]
    overdue = (course.overdue < NEVER) & (course.overdue <= np.minimum(found.stopped, form.horizon))
    return (
        np.int64(runs) + np.zeros((), dtype=np.int64),
        found.complete.sum(dtype=np.int64),
        found.lacking.sum(dtype=np.int64),
        stops,
        _by_day(found.finished, days),
        _by_day(np.where(stopped, found.stopped, NEVER), days),
        _held(found.held, days),
        found.kept.sum(axis=1, dtype=np.int64),
        overdue.sum(axis=1, dtype=np.int64),
        np.concatenate([lost.sum(axis=2), (lost * lost).sum(axis=2)], axis=1),
    )


def _by_day(day: Days, days: int) -> Numbers:
    """Runs on each day; what does not come or comes after the last day is left out."""
    inside = day[(day >= 0) & (day < days)]
    return np.bincount(inside, minlength=days).astype(np.int64)


def _held(held: Days, days: int) -> Numbers:
    """Runs in which something holds on each day, from a first to a last day."""
    first, last = held
    holds = (last >= first) & (first < days)
    change = np.bincount(first[holds], minlength=days + 1).astype(np.int64)
    change -= np.bincount(np.minimum(last[holds] + 1, days), minlength=days + 1)
    return np.cumsum(change)[:days]
