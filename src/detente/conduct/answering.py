"""The judgements of one day: evidence, moments and acts put together, each worked out when it is first asked for.

Acts are judged as things stood at their own place in the course of events, by the text then in force. Where nothing
that an obligation hangs on was ever taken back, the moments of the day itself serve for that.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from detente.conduct import acts
from detente.conduct.evidence import Reading, Seen, Sheet
from detente.conduct.kept import kept_since, stages
from detente.conduct.ledger import Entry, EntryKind, Moment, order
from detente.conduct.legal import KEPT, OVER, Clock, Course, Placed, Reason, State, Text, place
from detente.conduct.occasions import Occasions, told
from detente.conduct.reach import Reach
from detente.conduct.standing import Standing, judged
from detente.conduct.versions import Version
from detente.plan.model import Obligation, Phase

_OF_PHASES = (EntryKind.EXTENSION, EntryKind.PHASE_DONE)
"""Acts on a phase that move its end, and so its obligations' days, and nothing else."""


@dataclass(slots=True)
class SortedOut:
    """What is taken of a record so far: entries on each item ('' is the plan), the acts among them, what reports tell.

    Evidence and the course of acts stand here once worked out. `ended` is whether anything was ended or ruled out.
    """

    threads: dict[str, list[Entry]] = field(default_factory=dict)
    acts: dict[str, list[Entry]] = field(default_factory=dict)
    tellings: list[Entry] = field(default_factory=list)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    ended: bool = False


class Answering:
    """Answers for one day, from what has been sorted out of the record by then."""

    def __init__(
        self,
        versions: Sequence[Version],
        reaches: Sequence[Reach],
        sorted_out: SortedOut,
        on: date,
    ) -> None:
        self.on = on
        self._versions, self._reaches = versions, reaches
        self._threads, self._acts, self._tellings = sorted_out.threads, sorted_out.acts, sorted_out.tellings
        self._sheets, self._courses, self._ended = sorted_out.sheets, sorted_out.courses, sorted_out.ended
        self._of_phases: list[Reason] = []
        self._working_out: set[tuple[str, Moment | None]] = set()
        self._told_by = max(map(order, self._tellings), default=_BEFORE_ALL)
        self._told = told(self._tellings)
        self._texts = [self._text(row) for row in range(len(versions))]

    def judged(self, owed: Obligation) -> tuple[Standing, date]:
        """Where an obligation of the text in force stands, and the first day on which time alone may change that."""
        clock = Clock(self.on)
        course, placed = self._placed(owed, clock, len(self._versions) - 1, None)
        return judged(self._texts[-1], owed, course, placed), clock.next

    def dropped(self) -> list[Standing]:
        """Obligations of earlier texts that the text in force no longer has: as they ended, else superseded."""
        found, met = [], set(self._reaches[-1].obligations)
        for row in range(len(self._versions) - 2, -1, -1):
            amendment = self._versions[row + 1].entry
            for slug, owed in self._reaches[row].obligations.items():
                if slug not in met and amendment is not None:
                    met.add(slug)
                    found.append(self._as_it_ended(owed, row, amendment))
        return found

    def notes(self) -> list[Reason]:
        """Acts on phases that have no effect."""
        for text in self._texts:
            for phase in text.plan.phases:
                text.occasions.day(f"{phase.id}.ends")
        return list(dict.fromkeys(self._of_phases))

    def sheet(self, slug: str) -> Sheet:
        """The evidence on an obligation, from all its entries."""
        found = self._sheets.get(slug)
        if found is None:
            found = self._sheets[slug] = Sheet(self._readings(slug))
            for entry in self._threads.get(slug, ()):
                found.take(entry)
        return found

    def _readings(self, slug: str) -> list[Reading]:
        return [
            (version.since, version.plan, reach.obligations.get(slug))
            for version, reach in zip(self._versions, self._reaches, strict=True)
        ]

    def _row(self, day: date) -> int:
        return max(row for row, each in enumerate(self._versions) if each.since <= day)

    # The texts, as seen from a moment

    def _text(self, row: int, until: Moment | None = None, occasions: Occasions | None = None) -> Text:
        """One version as seen from a moment of the fold (None: its end), with days of its own unless some are given."""
        plan = self._versions[row].plan
        kept_days: dict[str, tuple[date, date] | None] = {}
        texts: list[Text] = []

        def history(slug: str) -> list[Seen]:
            every = self.sheet(slug).history
            return every if until is None else every[: bisect_right(every, until, key=_seen_at)]

        def kept(owed: Obligation) -> tuple[date, date] | None:
            if owed.id not in kept_days:
                since, seen = kept_since(stages(plan, owed), owed, history), history(owed.id)
                done = seen[-1].performed if seen else None
                kept_days[owed.id] = None if since is None else (since, min(done or since, since))
            return kept_days[owed.id]

        def started(slug: str) -> date | None:
            day = self.sheet(slug).started
            return day if day is None or until is None or day <= until[0] else None

        def on_phase(phase: Phase) -> list[Entry]:
            found = self._acts.get(phase.id, [])
            return found if until is None else [each for each in found if order(each) <= until]

        def extended(phase: Phase, last: date) -> date:
            return acts.extended(texts[0], phase, on_phase(phase), last, self._of_phases if until is None else [])

        def over(phase: Phase) -> date | None:
            return acts.declared_over(texts[0], phase, on_phase(phase), self._of_phases if until is None else [])

        if occasions is None:
            heard = self._told if until is None else told(each for each in self._tellings if order(each) <= until)
            occasions = Occasions(plan, heard, started, kept, extended, over, self._reaches[row].amounts)
        obligations = self._reaches[row].obligations
        texts.append(
            Text(plan, occasions, self.sheet, history, kept, lambda s: self._stands(s, until), obligations, self._ended)
        )
        return texts[0]

    def _texts_at(self, owed_id: str) -> acts.TextAt:
        """The text an act on an obligation is judged by."""

        def text_at(act: Entry) -> tuple[Text, Obligation | None]:
            row = self._row(act.on) if len(self._versions) > 1 else 0
            owed = self._reaches[row].obligations.get(owed_id)
            return self._as_of(row, owed_id, order(act)) if owed else self._texts[row], owed

        return text_at

    def _as_of(self, row: int, slug: str, until: Moment) -> Text:
        """The text as seen from a moment, for one obligation: with the days of the end where they were so then."""
        behind = self._reaches[row].behind[slug]
        steady = self._told_by <= until and all(self._was_so(row, name, until) for name in behind)
        return self._text(row, until, self._texts[row].occasions if steady else None)

    def _was_so(self, row: int, name: str, until: Moment) -> bool:
        """The days of an item were by then what they are now."""
        if name in self._reaches[row].phases:
            return name not in self._acts
        sheet = self.sheet(name)
        if sheet.started is None or sheet.started <= until[0]:
            return sheet.steady_by(until)
        return False

    # Where an obligation stands

    def _placed(self, owed: Obligation, clock: Clock, row: int, until: Moment | None) -> tuple[Course, Placed]:
        text = self._texts[row] if until is None else self._as_of(row, owed.id, until)
        course = self._courses.get(owed.id) if until is None else None
        if course is None:
            course = acts.run(self._acts_on(owed, until), self._texts_at(owed.id))
            if until is None:
                self._courses[owed.id] = course
        return course, place(text, owed, course, clock)

    def _acts_on(self, owed: Obligation, until: Moment | None) -> list[Entry]:
        """Acts on an obligation, its phase or the plan as a whole, by a moment."""
        own, above = self._acts.get(owed.id, []), self._acts.get("", [])
        if owed.phase in self._acts and owed.phase:
            above = [*above, *(each for each in self._acts[owed.phase] if each.kind not in _OF_PHASES)]
        found = sorted([*own, *above], key=order) if above else own
        return found if until is None else [each for each in found if order(each) <= until]

    def _stands(self, slug: str, until: Moment | None) -> str:
        """The state of an obligation, in lower case; nothing for what is unknown or waits for its own answer."""
        day = self.on if until is None else until[0]
        row = self._row(day)
        owed = self._reaches[row].obligations.get(slug)
        if owed is None or (slug, until) in self._working_out:
            return ""
        self._working_out.add((slug, until))
        try:
            return self._placed(owed, Clock(day), row, until)[1].state.value.lower()
        finally:
            self._working_out.discard((slug, until))

    def _as_it_ended(self, owed: Obligation, row: int, amendment: Entry) -> Standing:
        until = order(amendment)
        course, placed = self._placed(owed, Clock(amendment.on), row, until)
        if placed.state not in (*KEPT, *OVER):
            says = f"the text in force since {amendment.on} no longer has it"
            placed = Placed(State.SUPERSEDED, Reason(says, (amendment.id,)), placed.parts, placed.in_force)
        return judged(self._text(row, until), owed, course, placed)


_BEFORE_ALL: Moment = (date.min, (datetime.min, date.min, 0, ""))


def _seen_at(seen: Seen) -> Moment:
    return order(seen.entry)
