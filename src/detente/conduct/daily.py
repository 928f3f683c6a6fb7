"""The daily report in the form monitors use: a window, a cut-off, counts against the one before, denials of access.

A window is whole days, both ends in it. What happened in it is counted by event day, as known at the cut-off; what came
to be known in it about earlier days is listed apart, for it changes the past.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from detente.conduct.corrections import known_by
from detente.conduct.following import Following
from detente.conduct.ledger import Entry, EntryKind, Ledger
from detente.conduct.legal import State
from detente.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Count:
    """How many entries of a kind fell into the window and into the one before."""

    kind: EntryKind
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Change:
    """A duty whose state is another than on the eve of the window, as each was known at its own end."""

    obligation: str
    before: State
    now: State


@dataclass(frozen=True, slots=True)
class Daily:
    """One report. `late` are entries that came to be known in the window about days before it."""

    first: date
    last: date
    cut_off: date
    counts: tuple[Count, ...]
    denials: tuple[Entry, ...]
    late: tuple[Entry, ...]
    changes: tuple[Change, ...]


def daily(plan: Plan, ledger: Ledger, last: date, *, days: int = 1, cut_off: date | None = None) -> Daily:
    """The report on the window of so many days that ends on `last`, as known at the cut-off (that day without one)."""
    if days < 1:
        raise ValueError(f"a window has at least one day, not {days}")
    known, first = cut_off or last, last - timedelta(days - 1)
    eve = first - timedelta(1)
    entries = known_by(ledger, known).entries
    window = [each for each in entries if first <= each.on <= last]
    before = [each for each in entries if first - timedelta(days) <= each.on <= eve]
    counts = (Count(kind, _of(window, kind), _of(before, kind)) for kind in EntryKind)
    following = Following(plan, ledger)
    was = {each.id: each.state for each in following.at(eve, eve).each}
    now = following.at(last, known).each
    return Daily(
        first,
        last,
        known,
        tuple(each for each in counts if each.now or each.before),
        tuple(each for each in window if each.kind is EntryKind.DENIAL),
        tuple(each for each in entries if each.on < first <= each.known.date() <= known),
        tuple(
            Change(each.id, was.get(each.id, State.DRAFT), each.state)
            for each in now
            if was.get(each.id, State.DRAFT) is not each.state
        ),
    )


def _of(entries: Iterable[Entry], kind: EntryKind) -> int:
    return sum(each.kind is kind for each in entries)
