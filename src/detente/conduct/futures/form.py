"""A plan in numbers: its moments on its earliest calendar, what waits for what, and by when each part is due.

Everything here is an array of whole numbers or shares; no word of the plan is in it, so that it may travel. Moments are
rows: signature (row 0), fixed dates, beginning and end of each phase, then start, performance and verification of each
obligation (for a lasting duty start, end, end). A day of `NEVER` is one that does not come.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int32]
NEVER = 1_000_000
"""The day of what never comes about."""
ONCE, LASTING, RATE = 0, 1, 2
"""How an obligation is kept: done once, held for a time, or a count for each day of a time."""
BEGINS, ENDS, OWED = 0, 1, 2
"""What a row of the order is about: a phase's beginning, its end, or an obligation."""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A plan in numbers. Each array has a row for each relation, with the columns named.

    `kind` (obligations,); `planned` (moments,), the earliest day of each; `order` (what, row), in which to play;
    `waits` (moment, event, days): not before so many days after; `ways` (moment, way, event): all events of some way;
    `work` (obligations, 2), least days to do and to verify; `windows` (obligation, event, days, side, upper): side 0
    for when a lasting duty begins to hold, 1 for its end; `limits` (phase, event, days): it ends by then; `inside`
    (phase, obligation, how: 0 it should be there by the end, 1 the end waits for it, 2 it waits for the end); `parts`
    (obligation, grace, planned day); `due` (part, event, days, only if not begun); `opens` (obligation, event, days);
    `grace` (obligations,); `roll` (days,), the working day each rolls to, empty where none does; `phase` and
    `position` (obligations,); `numbers` (obligations + phases,), which stream of chance is whose; `halt`
    (obligations,), the duties whose fire is watched; `horizon`, the last day that is counted by itself.
    """

    kind: Days
    planned: Days
    dates: int
    phases: int
    order: Days
    waits: Days
    ways: Days
    work: Days
    windows: Days
    limits: Days
    inside: Days
    parts: Days
    due: Days
    opens: Days
    grace: Days
    roll: Days
    phase: Days
    position: Days
    numbers: Days
    halt: NDArray[np.bool_]
    horizon: int

    @property
    def obligations(self) -> int:
        return len(self.kind)

    def begins(self, phase: int) -> int:
        """The row of a phase's beginning; its end is the next."""
        return 1 + self.dates + 2 * phase

    def starts(self, owed: int) -> int:
        """The row of an obligation's start; its performance and verification are the next two."""
        return 1 + self.dates + 2 * self.phases + 3 * owed
