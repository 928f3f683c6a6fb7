"""On which day each moment of a plan came about, by what the record tells, or by the plan's own words once they fix it.

Signature is the day of the last party's signing, else the plan's own. A phase begins and ends when it is reported to,
or on the day its words fix, counted from what came about; where they leave a range, it is taken to begin and end at the
latest, and to begin with the end of the phase before it where they say nothing. An obligation is done and verified
once all that is owed was accepted. A day may lie ahead: who asks compares.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from detente.conduct.ledger import Entry, EntryKind
from detente.conduct.sums import Ends
from detente.plan.model import SIGNATURE, Condition, Obligation, Phase, Plan, When
from detente.plan.moments import is_date, moments
from detente.plan.span import Span, span


@dataclass(frozen=True, slots=True)
class Told:
    """What reports say came about, by moment, the branches taken, and what is ruled out; each with the entry."""

    moments: Mapping[str, Entry]
    branches: Mapping[str, Entry]
    ruled_out: Mapping[str, Entry]
    signed: tuple[Entry, ...] = ()


def told(entries: Iterable[Entry]) -> Told:
    """Sort reports; the later in the fold has the last word on a moment."""
    found: dict[str, Entry] = {}
    branches: dict[str, Entry] = {}
    ruled_out: dict[str, Entry] = {}
    signed = []
    for entry in entries:
        if entry.moment and (entry.moment not in found or found[entry.moment].place < entry.place):
            found[entry.moment] = entry
        if entry.scenario:
            branches.setdefault(entry.scenario, entry)
        if entry.rules_out:
            ruled_out.setdefault(entry.rules_out, entry)
        if entry.kind is EntryKind.SIGNATURE:
            signed.append(entry)
    return Told(found, branches, ruled_out, tuple(signed))


def signed_on(plan: Plan, those: Iterable[Entry]) -> date | None:
    """The day the last party signed, else the plan's own; None while a party's signature is out.

    Who is no party, such as a depositary, tells of all of them.
    """
    days: dict[str, date] = {}
    for entry in those:
        for party in (
            (each for each in entry.by if each in plan.parties) if set(entry.by) & set(plan.parties) else plan.parties
        ):
            days[party] = min(entry.on, days.get(party, entry.on))
    if not days:
        return plan.calendar.signature
    return max(days.values()) if set(plan.parties) <= set(days) else None


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last day that words leave for something; None is no bound."""

    first: date | None
    last: date | None


class Occasions:
    """The days of one plan's moments, as far as they are fixed, each worked out once.

    `started` is the day an obligation was begun, `kept` the day from which all of it was accepted and the day it was
    done; `extended` moves the last day of a phase as it was prolonged, and `over` is the day it was declared done.
    `amounts` are the sums due by each batch.
    """

    def __init__(
        self,
        plan: Plan,
        told: Told,
        started: Callable[[str], date | None],
        kept: Callable[[Obligation], tuple[date, date] | None],
        extended: Callable[[Phase, date], date],
        over: Callable[[Phase], date | None],
        amounts: Mapping[str, tuple[Ends | None, ...]],
    ) -> None:
        self.plan, self.told, self.amounts = plan, told, amounts
        self.signature = signed_on(plan, told.signed)
        self._started, self._kept, self._extended, self._over = started, kept, extended, over
        self._items: dict[str, Obligation | Phase] = {each.id: each for each in plan.phases}
        self._items |= {each.id: each for each in plan.obligations}
        self._days: dict[str, date | None] = {}
        self.stated: dict[str, list[tuple[Ends | None, date | None, int]]] = {}
        self._last_phase = plan.phases[-1].id if plan.phases else ""

    def day(self, event: str) -> date | None:
        """The day of an event, where it is fixed; a bare id stands for its last moment."""
        if event in self._items:
            event = moments(self._items[event])[-1]
        if event not in self._days:
            self._days[event] = None  # what waits for itself has no day
            self._days[event] = self._worked_out(event)
        return self._days[event]

    def window(self, whens: Iterable[When]) -> Window | None:
        """The first and last day these words leave; None where something they count from has not come about."""
        first = last = None
        for when in whens:
            anchor, least, most = self.day(when.event), *bounds(when.span)
            if anchor is None:
                return None
            low, high = _after(anchor, least), _after(anchor, most)
            first = low if first is None or (low is not None and low > first) else first
            last = high if last is None or (high is not None and high < last) else last
        return Window(first, last)

    def met(self, condition: Condition | None) -> date | None:
        """The day a condition came true; the day of signature where there is none."""
        if condition is None:
            return self.signature
        if condition.event:
            return self.day(condition.event)
        days = [self.met(part) for part in condition.parts]
        known = [each for each in days if each is not None]
        if condition.every:
            return max(known, default=self.signature) if len(known) == len(days) else None
        return min(known, default=None)

    def _worked_out(self, event: str) -> date | None:
        if event == SIGNATURE:
            return self.signature
        if is_date(event):
            return date.fromisoformat(event)
        if self.signature is None:
            return None
        slug, _, moment = event.rpartition(".")
        item = self._items.get(slug)
        reported = self.told.moments.get(event)
        if isinstance(item, Phase):
            if moment == "begins":
                return reported.on if reported else self._begins(item)
            return reported.on if reported else self._ends(item)
        if isinstance(item, Obligation):
            return self._of(item, moment, reported)
        return None

    def _of(self, owed: Obligation, moment: str, reported: Entry | None) -> date | None:
        if owed.lasts:
            if reported:
                return reported.on
            return self.lasts_from(owed) if moment == "starts" else self.lasts_until(owed)
        if moment == "starts":
            return reported.on if reported else self._started(owed.id)
        kept = self._kept(owed)
        return None if kept is None else kept[0] if moment == "verified" else kept[1]

    def _begins(self, phase: Phase) -> date | None:
        row = self.plan.phases.index(phase)
        previous = f"{self.plan.phases[row - 1].id}.ends" if row else SIGNATURE
        window = self.window(phase.begins or (When(previous, span("at once")),))
        return None if window is None else _later(window.last or window.first, window.first)

    def _ends(self, phase: Phase) -> date | None:
        begins = self.day(f"{phase.id}.begins")
        if (over := self._over(phase)) is not None:
            return over
        window = self.window(phase.ends) if phase.ends else Window(begins, None)
        if window is None or begins is None:
            return None
        last = window.last
        if phase.id == self._last_phase and self.plan.length is not None and self.signature is not None:
            last = _earlier(last, _after(self.signature, bounds(self.plan.length)[1]))
        last = None if last is None else self._extended(phase, last)
        tested = self.met(phase.test) if phase.test is not None else None
        if tested is not None:
            return _earlier(last, _later(_later(tested, window.first), begins))
        return last

    def lasts_from(self, owed: Obligation) -> date | None:
        """The day a lasting duty begins to hold."""
        begins = self.day(f"{owed.phase}.begins") if owed.phase else self.signature
        window, met = self.window(owed.starts), self.met(owed.condition)
        if begins is None or window is None or met is None:
            return None
        start = _later(window.last or window.first, window.first)
        return max(begins, met, start or begins)

    def lasts_until(self, owed: Obligation) -> date | None:
        """The last day of a lasting duty, where it is fixed: as it says, else that of its phase."""
        if owed.until:
            window = self.window(owed.until)
            return None if window is None else window.last or window.first
        return self.day(f"{owed.phase}.ends") if owed.phase else None


def bounds(words: Span) -> tuple[int | None, int | None]:
    """The least and most days of a span; one that leaves a blank open sets no bound."""
    least, most = words.least, words.most
    if isinstance(least, str) or isinstance(most, str):
        return None, None
    if words.before:
        return (None if most is None else -most), (None if least is None else -least)
    return least, most


def _after(anchor: date, days: int | None) -> date | None:
    return None if days is None else anchor + timedelta(days)


def _later(one: date | None, other: date | None) -> date | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((each for each in (one, other) if each is not None), default=None)
