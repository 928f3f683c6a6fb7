"""What came about in a block of runs: on which day each moment came, and what kept others from coming."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.conduct.futures.form import NEVER, Days, Form

Flags = NDArray[np.bool_]
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """One act of a spoiler in each run: its day, whether it ends the plan, and until when it holds others back."""

    day: Days
    ends: Flags
    until: Days


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What came about, run by run; every array has a column for each run, and days that do not come are NEVER.

    `day` (moments, runs). For items (obligations, then phases): `could`, the day each might have begun; `missing`, the
    kind of habit that keeps it from being done or begun, -1 for none; `prolonged`, days. For obligations: `waited` and
    `checked`, days lost by its own debtor and in its own verification; `share`, how much is given in the end; the days
    on which part of it was `accepted`, verification `denied` or `disputed`; `overdue`, the first day it is, were
    nothing to stop. For parts: `last`, the day with grace, and `given`, the day each was accepted.
    """

    form: Form
    day: Days
    could: Days
    missing: NDArray[np.int8]
    prolonged: Days
    waited: Days
    checked: Days
    share: Shares
    accepted: Days
    denied: Days
    disputed: Days
    overdue: Days
    last: Days
    due: Days
    given: Days
    acts: tuple[Act, ...]

    @property
    def runs(self) -> int:
        return int(self.day.shape[1])

    def starts(self, owed: int) -> Days:
        """The day each run begins an obligation."""
        found: Days = self.day[self.form.starts(owed)]
        return found

    def done(self, owed: int) -> Days:
        """The day of its performance, of a lasting duty its end."""
        found: Days = self.day[self.form.starts(owed) + 1]
        return found

    def verified(self, owed: int) -> Days:
        """The day of its verification, of a lasting duty its end."""
        found: Days = self.day[self.form.starts(owed) + 2]
        return found


def blank(form: Form, runs: int, acts: tuple[Act, ...]) -> Course:
    """A course in which every moment comes on its earliest day, to be played."""
    owed, items, parts = form.obligations, len(form.numbers), len(form.parts)

    def days(rows: int, value: int) -> Days:
        return np.full((rows, runs), value, dtype=np.int32)

    return Course(
        form,
        day=np.repeat(form.planned[:, None], runs, axis=1),
        could=days(items, NEVER),
        missing=np.full((items, runs), -1, dtype=np.int8),
        prolonged=days(items, 0),
        waited=days(owed, 0),
        checked=days(owed, 0),
        share=np.ones((owed, runs)),
        accepted=days(owed, NEVER),
        denied=days(owed, NEVER),
        disputed=days(owed, NEVER),
        overdue=days(owed, NEVER),
        last=days(parts, NEVER),
        due=days(parts, NEVER),
        given=days(parts, NEVER),
        acts=acts,
    )
