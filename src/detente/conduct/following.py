"""One plan followed from day to day: the answers of a fold from the start, with only what changed worked out anew.

Entries are sorted out by obligation once. Going on to a later day, or to what came to be known since, takes up new
entries alone, and judges anew only duties they touch and those whose own days have come. Going back begins anew.
"""

import gc
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from detente.conduct import acts
from detente.conduct.answering import Answering, SortedOut
from detente.conduct.corrections import known_by
from detente.conduct.ledger import POWER_FOR, Entry, EntryKind, Ledger, order
from detente.conduct.reach import Reach, reach
from detente.conduct.standing import Standing, Standings
from detente.conduct.versions import versions
from detente.plan.model import Plan

ACTS = frozenset((*POWER_FOR, EntryKind.FINDING, EntryKind.RESOLUTION))
ANEW = frozenset((EntryKind.CORRECTION, EntryKind.AMENDMENT, EntryKind.SIGNATURE))
"""Kinds that bear on the whole record: with one of them, all is worked out from the start."""
FAR = frozenset((EntryKind.WAIVER, EntryKind.SUBSTITUTION, EntryKind.TERMINATION, EntryKind.EXCUSE))
"""Kinds that can end what others wait for: with one of them, every obligation is judged anew."""
Judgement = tuple[Standing, date]
"""A standing, and the first day on which time alone may change it."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold off the search for circles: a fold makes many small values and no circle, and would be searched in vain."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Following:
    """A plan and its ledger; `at` gives the standings of a day, and is quickest going forward.

    >>> from detente.plan.model import Calendar, Kind, Obligation, When
    >>> from detente.plan.span import span
    >>> soon = (When("signature", span("within 3 days")),)
    >>> road = Obligation("road", Kind.ACHIEVE, ("north",), ("south",), "clears", done=soon)
    >>> plan = Plan("p", "P", ("north", "south"), calendar=Calendar(signature=date(2024, 3, 1)), obligations=(road,))
    >>> following = Following(plan, Ledger("p"))
    >>> [str(following.at(date(2024, 3, day)).of("road").state) for day in (4, 5)]
    ['IN_FORCE', 'OVERDUE']
    """

    def __init__(self, plan: Plan, ledger: Ledger) -> None:
        self.plan, self.ledger = plan, ledger
        self._on: date | None = None
        self._known: date | None = None
        self._read = self._next = 0
        self._ahead: list[Entry] = []
        self._reaches: dict[int, Reach] = {}

    def at(self, on: date, known: date | None = None) -> Standings:
        """Where everything stands on a day, by what was known at the end of a day; None is all there is."""
        with _uncollected():
            fresh = self._fresh(on, known)
            dirty = None
            if fresh is None:
                self._begin(on, known)
            else:
                dirty = self._take(fresh)
            self._on, self._known = on, known
            return self._judge_all(on, known, dirty)

    # Which entries there are

    def _fresh(self, on: date, known: date | None) -> list[Entry] | None:
        """The entries that have come in since the last answer; None where all must be worked out from the start."""
        if self._on is None or on < self._on or (known is None) != (self._known is None):
            return None
        if known is not None and self._known is not None and known < self._known:
            return None
        until = self._count(known)
        new = self.ledger.entries[self._read : until]
        if any(entry.kind in ANEW for entry in new):
            return None
        self._read = until
        for entry in new:
            insort(self._ahead, entry, lo=self._next, key=order)
        end = bisect_right(self._ahead, on, lo=self._next, key=lambda each: each.on)
        fresh = self._ahead[self._next : end]
        self._next = end
        return None if any(entry.kind in ANEW or entry.id in self._unplaced for entry in fresh) else fresh

    def _count(self, known: date | None) -> int:
        entries = self.ledger.entries
        if known is None:
            return len(entries)
        return bisect_right(entries, datetime.combine(known, time.max), key=lambda each: each.known)

    def _begin(self, on: date, known: date | None) -> None:
        found = known_by(self.ledger, known)
        self._read = self._count(known)
        self._refused = [acts.refused(entry, why) for entry, why in found.refused]
        ordered = sorted(found.entries, key=lambda each: each.on)  # stable: within a day as the record folds
        end = bisect_right(ordered, on, key=lambda each: each.on)
        self._ahead, self._next = ordered, end
        self._by_id: dict[str, Entry] = {}
        self._entries = ordered[:end]
        self._unplaced = set[str]()
        self._sorted = SortedOut()
        self._judgements: dict[str, Judgement] = {}
        amendments: list[Entry] = []
        for entry in self._entries:
            self._sort_out(entry, amendments)
        self._versions, self._notes = versions(self.plan, self.ledger.versions, amendments)

    def _sort_out(self, entry: Entry, amendments: list[Entry]) -> tuple[str, ...]:
        """Lay an entry where it belongs; what it is about."""
        names = entry.about or (self._spoken_of(entry) if entry.of else ())
        if entry.kind in FAR or entry.scenario or entry.rules_out:
            self._sorted.ended = True
        if entry.kind in ACTS:
            names = names or (("",) if entry.kind is EntryKind.TERMINATION else ())
            for name in names:
                self._sorted.acts.setdefault(name, []).append(entry)
        elif entry.kind in ANEW:
            (amendments if entry.kind is EntryKind.AMENDMENT else self._sorted.tellings).append(entry)
        if entry.moment or entry.scenario or entry.rules_out:
            self._sorted.tellings.append(entry)
        if entry.of and not names:
            self._unplaced.update(entry.of)
        for name in names:
            thread = self._sorted.threads.get(name)
            if thread is None:
                self._sorted.threads[name] = [entry]
            else:
                thread.append(entry)
        return names

    def _spoken_of(self, entry: Entry) -> tuple[str, ...]:
        """What an entry without `about` is about: what the entries it speaks of are."""
        if not self._by_id:
            self._by_id = {each.id: each for each in self._entries}
        found: dict[str, None] = {}
        todo, met = list(entry.of), set(entry.of)
        while todo:
            other = self._by_id.get(todo.pop(0))
            if other is not None and other.about:
                found |= dict.fromkeys(other.about)
            elif other is not None:
                todo += [slug for slug in other.of if slug not in met]
                met.update(other.of)
        return tuple(found)

    def _take(self, fresh: Iterable[Entry]) -> frozenset[str] | None:
        """Take up new entries; the obligations to be judged anew, None for all."""
        touched, stale, far = set[str](), set[str](), False
        for entry in fresh:
            self._entries.append(entry)
            if self._by_id:
                self._by_id[entry.id] = entry
            names = self._sort_out(entry, [])
            told_of = entry.moment.partition(".")[0]
            touched |= {*names, told_of}
            for name in names:
                self._put_in_order(name, entry)
            late = self._on is not None and entry.on <= self._on  # acts judged before may hang on it
            stale |= {*(names if late or entry.kind in ACTS else ()), told_of}
            far = far or entry.kind in FAR or bool(entry.scenario or entry.rules_out)
        if far:
            self._sorted.courses.clear()
        for slug in self._all_touched(stale):
            self._sorted.courses.pop(slug, None)
        return None if far else self._all_touched(touched)

    def _put_in_order(self, name: str, entry: Entry) -> None:
        """Put an entry just laid on a thread where it belongs; the evidence takes it up, or begins anew."""
        thread, sheet = self._sorted.threads[name], self._sorted.sheets.get(name)
        if len(thread) > 1 and order(entry) < order(thread[-2]):
            thread.sort(key=order)
            self._sorted.acts.get(name, []).sort(key=order)
            self._sorted.sheets.pop(name, None)
        elif sheet is not None:
            sheet.take(entry)

    def _all_touched(self, names: Iterable[str]) -> frozenset[str]:
        """The obligations that hang on items: by their days, and where something was ended, by what can lapse too."""
        touches = self._reach(self._versions[-1].plan).touches
        found, todo = set[str](), list(names)
        while todo:
            more = touches.get(todo.pop(), frozenset()) - found
            found |= more
            todo += more if self._sorted.ended else ()
        return frozenset(found)

    def _reach(self, plan: Plan) -> Reach:
        found = self._reaches.get(id(plan))
        if found is None:
            found = self._reaches[id(plan)] = reach(plan)
        return found

    # Where things stand

    def _judge_all(self, on: date, known: date | None, dirty: frozenset[str] | None) -> Standings:
        reaches = [self._reach(each.plan) for each in self._versions]
        answering = Answering(self._versions, reaches, self._sorted, on)
        current = self._versions[-1].plan
        found = []
        for owed in current.obligations:
            before = self._judgements.get(owed.id)
            if dirty is None or before is None or owed.id in dirty or on >= before[1]:
                before = self._judgements[owed.id] = answering.judged(owed)
            found.append(before[0])
        notes = (*self._refused, *self._notes, *answering.notes())
        return Standings(current, on, known, (*found, *answering.dropped()), notes)


def standing(plan: Plan, ledger: Ledger, on: date, known: date | None = None) -> Standings:
    """Where every obligation of a plan stands on a day, by what was known at the end of a day (None: all there is).

    A pure function of its arguments: PLAN 19-26.
    """
    return Following(plan, ledger).at(on, known)
