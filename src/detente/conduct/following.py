"""One plan followed from day to day: the answers of a fold from the start, with only what changed worked out anew.

Entries are sorted out by obligation once. Going on to a later day, or to what came to be known since, takes up new
entries alone, and judges anew only duties they touch and those whose own days have come. Going back begins anew.
"""

import gc
from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from detente.conduct import acts
from detente.conduct.corrections import known_by
from detente.conduct.evidence import Sheet
from detente.conduct.kept import kept_since, stages
from detente.conduct.ledger import POWER_FOR, Entry, EntryKind, Ledger
from detente.conduct.legal import KEPT, OVER, Clock, Course, Placed, Reason, State, Text, place
from detente.conduct.occasions import Occasions, told
from detente.conduct.reach import touched_by
from detente.conduct.standing import Standing, Standings, judged
from detente.conduct.versions import Version, versions
from detente.plan.model import Obligation, Phase, Plan

ACTS = frozenset((*POWER_FOR, EntryKind.FINDING, EntryKind.RESOLUTION))
ANEW = frozenset((EntryKind.CORRECTION, EntryKind.AMENDMENT, EntryKind.SIGNATURE))
"""Kinds that bear on the whole record: with one of them, all is worked out from the start."""
FAR = frozenset((EntryKind.WAIVER, EntryKind.SUBSTITUTION, EntryKind.TERMINATION, EntryKind.EXCUSE))
"""Kinds that can end what others wait for: with one of them, every obligation is judged anew."""
Judgement = tuple[Standing, date]
"""A standing, and the first day on which time alone may change it."""


def _order(entry: Entry) -> tuple[date, tuple[datetime, date, str]]:
    return entry.on, entry.place


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

    >>> from detente.plan.model import Calendar, Kind, When
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
        self._reached: dict[int, dict[str, frozenset[str]]] = {}

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
            insort(self._ahead, entry, lo=self._next, key=_order)
        end = bisect_right(self._ahead, on, lo=self._next, key=lambda each: each.on)
        fresh = self._ahead[self._next : end]
        self._next = end
        return None if any(entry.kind in ANEW for entry in fresh) else fresh

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
        self._entries = list(found.entries)
        self._threads: dict[str, list[Entry]] = {}
        self._acts: dict[str, list[Entry]] = {}
        self._told: list[Entry] = []
        self._sheets: dict[str, Sheet] = {}
        self._judgements: dict[str, Judgement] = {}
        amendments: list[Entry] = []
        for entry in ordered[:end]:
            self._sort_out(entry, amendments)
        self._versions, self._notes = versions(self.plan, self.ledger.versions, amendments)

    def _sort_out(self, entry: Entry, amendments: list[Entry]) -> tuple[str, ...]:
        """Lay an entry where it belongs; what it is about."""
        names = entry.about or (self._spoken_of(entry) if entry.of else ())
        if entry.kind in ACTS:
            names = names or (("",) if entry.kind is EntryKind.TERMINATION else ())
            for name in names:
                self._acts.setdefault(name, []).append(entry)
        elif entry.kind in ANEW:
            (amendments if entry.kind is EntryKind.AMENDMENT else self._told).append(entry)
        if entry.moment or entry.scenario or entry.rules_out:
            self._told.append(entry)
        for name in names:
            thread = self._threads.get(name)
            if thread is None:
                self._threads[name] = [entry]
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
        touched, far = set[str](), False
        for entry in fresh:
            self._entries.append(entry)
            if self._by_id:
                self._by_id[entry.id] = entry
            lasts = {name: thread[-1] for name in entry.about if (thread := self._threads.get(name))}
            for name in self._sort_out(entry, []):
                touched.add(name)
                last = lasts.get(name) or (self._threads[name][-2] if len(self._threads[name]) > 1 else None)
                if last is not None and _order(entry) < _order(last):
                    self._threads[name].sort(key=_order)
                    self._acts.get(name, []).sort(key=_order)
                    self._sheets.pop(name, None)
                elif name in self._sheets:
                    self._sheets[name].take(entry)
            far = far or entry.kind in FAR or bool(entry.scenario or entry.rules_out)
            touched.add(entry.moment.partition(".")[0])
        if far:
            return None
        reached = self._reach(self._version_on(self._on or date.max).plan)
        return frozenset(slug for name in touched for slug in reached.get(name, ()))

    def _reach(self, plan: Plan) -> dict[str, frozenset[str]]:
        found = self._reached.get(id(plan))
        if found is None:
            found = self._reached[id(plan)] = touched_by(plan)
        return found

    # Where things stand

    def _judge_all(self, on: date, known: date | None, dirty: frozenset[str] | None) -> Standings:
        answering = _Answering(self._versions, self._threads, self._acts, self._told, self._sheets, on)
        current = self._versions[-1].plan
        found = []
        for owed in current.obligations:
            before = self._judgements.get(owed.id)
            if dirty is None or before is None or owed.id in dirty or on >= before[1]:
                before = self._judgements[owed.id] = answering.judged(owed)
            found.append(before[0])
        notes = (*self._refused, *self._notes, *answering.notes())
        return Standings(current, on, known, (*found, *answering.dropped()), notes)

    def _version_on(self, day: date) -> Version:
        return next(each for each in reversed(self._versions) if each.since <= day)


class _Answering:
    """The judgements of one day: texts with their days, worked out as they are asked for."""

    def __init__(
        self,
        texts: tuple[Version, ...],
        threads: dict[str, list[Entry]],
        acts_on: dict[str, list[Entry]],
        told_of: list[Entry],
        sheets: dict[str, Sheet],
        on: date,
    ) -> None:
        self.on = on
        self._versions, self._threads, self._acts, self._sheets = texts, threads, acts_on, sheets
        self._told = told(told_of)
        self._of_phases: list[Reason] = []
        self._working_out: set[tuple[str, date]] = set()
        self._owed = [{each.id: each for each in version.plan.obligations} for version in texts]
        self._texts = [self._text(version.plan) for version in texts]

    def _text(self, plan: Plan) -> Text:
        occasions: list[Occasions] = []
        holder: list[Text] = []

        def kept(owed: Obligation) -> date | None:
            return kept_since(stages(plan, owed), owed, self.sheet)

        def extended(phase: Phase, last: date) -> date:
            return acts.extended(holder[0], phase, self._acts.get(phase.id, ()), last, self._of_phases)

        def over(phase: Phase) -> date | None:
            return acts.declared_over(holder[0], phase, self._acts.get(phase.id, ()), self._of_phases)

        occasions.append(Occasions(plan, self._told, self.sheet, kept, extended, over))
        holder.append(Text(plan, occasions[0], self.sheet, kept, self._stands))
        return holder[0]

    def sheet(self, slug: str) -> Sheet:
        """The evidence on an obligation, from all its entries."""
        found = self._sheets.get(slug)
        if found is None:
            found = self._sheets[slug] = Sheet(self._reads(slug))
            for entry in self._threads.get(slug, ()):
                found.take(entry)
        return found

    def _reads(self, slug: str) -> Callable[[date], tuple[Plan, Obligation | None]]:
        if len(self._versions) == 1:
            always = self._versions[0].plan, self._owed[0].get(slug)
            return lambda _: always

        def reads(day: date) -> tuple[Plan, Obligation | None]:
            row = self._row(day)
            return self._versions[row].plan, self._owed[row].get(slug)

        return reads

    def _row(self, day: date) -> int:
        return max(row for row, each in enumerate(self._versions) if each.since <= day)

    def judged(self, owed: Obligation) -> Judgement:
        """Where an obligation of the text in force stands, and until when that holds by itself."""
        clock = Clock(self.on)
        course, placed = self._placed(owed, clock)
        text = self._texts[-1]
        return judged(text, owed, self.sheet(owed.id), course, placed, self.on), clock.next

    def _placed(self, owed: Obligation, clock: Clock, row: int = -1) -> tuple[Course, Placed]:
        course = acts.run(self._acts_on(owed, clock.day), self.sheet(owed.id), self._text_on(owed.id))
        return course, place(self._texts[row], owed, self.sheet(owed.id), course, clock)

    def _acts_on(self, owed: Obligation, day: date) -> list[Entry]:
        """Acts on an obligation, its phase or the plan, by a day; prolonging a phase moves its end alone."""
        own = self._acts.get(owed.id, [])
        above = [
            each
            for name in (owed.phase, "")
            for each in (self._acts.get(name, ()) if name or owed.phase != name else ())
            if each.kind not in (EntryKind.EXTENSION, EntryKind.PHASE_DONE)
        ]
        above += self._acts.get("", ()) if not owed.phase else ()
        found = sorted([*own, *above], key=_order) if above else own
        return found if not found or found[-1].on <= day else [each for each in found if each.on <= day]

    def _text_on(self, slug: str) -> acts.TextOn:
        if len(self._versions) == 1:
            always = self._texts[0], self._owed[0].get(slug)
            return lambda _: always

        def text_on(day: date) -> tuple[Text, Obligation | None]:
            row = self._row(day)
            return self._texts[row], self._owed[row].get(slug)

        return text_on

    def _stands(self, slug: str, day: date) -> str:
        """The state of an obligation, in lower case; nothing for what is unknown or waits for its own answer."""
        row = self._row(min(day, self.on))
        owed = self._owed[row].get(slug)
        if owed is None or (slug, day) in self._working_out:
            return ""
        self._working_out.add((slug, day))
        try:
            return self._placed(owed, Clock(min(day, self.on)), row)[1].state.value.lower()
        finally:
            self._working_out.discard((slug, day))

    def dropped(self) -> list[Standing]:
        """Obligations of earlier texts that the text in force no longer has: as they ended, else superseded."""
        found, met = [], set(self._owed[-1])
        for row in range(len(self._versions) - 2, -1, -1):
            gone = self._versions[row + 1]
            for slug, owed in self._owed[row].items():
                if slug not in met and gone.entry is not None:
                    met.add(slug)
                    found.append(self._as_it_ended(owed, row, gone.entry))
        return found

    def _as_it_ended(self, owed: Obligation, row: int, amendment: Entry) -> Standing:
        course, placed = self._placed(owed, Clock(amendment.on), row)
        if placed.state not in (*KEPT, *OVER):
            says = f"the text in force since {amendment.on} no longer has it"
            placed = Placed(State.SUPERSEDED, Reason(says, (amendment.id,)), placed.parts, placed.in_force)
        return judged(self._texts[row], owed, self.sheet(owed.id), course, placed, amendment.on)

    def notes(self) -> list[Reason]:
        """Acts on phases that have no effect."""
        for text in self._texts:
            for phase in text.plan.phases:
                text.occasions.day(f"{phase.id}.ends")
        return list(dict.fromkeys(self._of_phases))


def standing(plan: Plan, ledger: Ledger, on: date, known: date | None = None) -> Standings:
    """Where every obligation of a plan stands on a day, by what was known at the end of a day (None: all there is).

    A pure function of its arguments: PLAN 19-26.
    """
    return Following(plan, ledger).at(on, known)
