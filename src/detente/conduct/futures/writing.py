"""One run of a study written down as a ledger, as if it had been reported: read by the same `standing` as any other.

Every entry is known on its day. Begins of phases and duties are reported; performance is claimed by its debtor and
verified by whom the plan names. An act of a spoiler is an incident, on which nobody finds anything; a stop is a report,
and ends what lasts by a finding of whoever may make one. Nothing is attributed to anyone.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from detente.case.quantity import Quantity, quantity
from detente.conduct.evidence import whole
from detente.conduct.futures.conditions import power_for
from detente.conduct.futures.course import Course
from detente.conduct.futures.form import NEVER, RATE
from detente.conduct.futures.forming import Ready
from detente.conduct.futures.stops import Cause, Ends
from detente.conduct.ledger import Entry, EntryKind, Exercise, Finds, Ledger, Result
from detente.plan.model import Obligation, Phase

EVENING = timedelta(hours=20)
OBSERVER = "observer"
"""Who tells of what nobody is named to tell of."""
SAYS = {
    Cause.GAIN: "a side would gain by stopping, and stops",
    Cause.PATIENCE: "those it is owed to wait no longer",
    Cause.SPOILER: "an act of a third group ends it",
}


def ledger(ready: Ready, course: Course, ends: Ends, run: int) -> Ledger:
    """One run of a block as a ledger of its plan."""
    return Ledger(ready.plan.id, tuple(_Writer(ready, course, ends, run).entries()), about="one run of a study")


class _Writer:
    def __init__(self, ready: Ready, course: Course, ends: Ends, run: int) -> None:
        self.ready, self.plan, self.form = ready, ready.plan, ready.form
        self.course, self.ends, self.run = course, ends, run
        self.day = [int(each) for each in ends.day[:, run]]
        cut = Cause(int(ends.cause[run]))
        self.stopped = int(ends.stopped[run]) if cut in SAYS else NEVER
        self.cause = cut

    def entries(self) -> Iterator[Entry]:
        yield self._entry("signed", EntryKind.SIGNATURE, 0, self.plan.parties)
        for row, phase in enumerate(self.plan.phases):
            yield from self._phase(row, phase)
        for row, each in enumerate(self.plan.obligations):
            if each.lasts:
                yield from self._lasting(row, each)
            else:
                yield from self._once(row, each)
        for number, act in enumerate(self.course.acts):
            if (day := int(act.day[self.run])) <= min(self.stopped, NEVER - 1):
                yield self._entry(f"act-{number}", EntryKind.INCIDENT, day, (OBSERVER,), says="a third group acted")
        if self.stopped < NEVER:
            yield self._entry("stopped", EntryKind.REPORT, self.stopped, (OBSERVER,), says=SAYS[self.cause])

    def _phase(self, row: int, phase: Phase) -> Iterator[Entry]:
        begins = self.form.begins(row)
        item = self.form.obligations + row
        for moment, at in (("begins", begins), ("ends", begins + 1)):
            if self.day[at] < NEVER:
                name = f"{phase.id}.{moment}"
                yield self._entry(f"{phase.id}-{moment}", EntryKind.REPORT, self.day[at], (OBSERVER,), moment=name)
        yield from self._prolonged(item, phase, int(self.course.day[begins + 1, self.run]))

    def _prolonged(self, item: int, target: Obligation | Phase, until: int) -> Iterator[Entry]:
        """An extension by whoever holds the power, noticed in time; for a phase `until` is its end as prolonged."""
        days = int(self.course.prolonged[item, self.run])
        on = until - days if isinstance(target, Phase) else until
        if days <= 0 or on > self.stopped or on >= NEVER:
            return
        holding = power_for(self.plan, "", item)
        if holding is not None:
            used = Exercise(holding.id, days, noticed=self._date(on - (holding.notice or 0)))
            about = (target.id,)
            yield self._entry(f"{target.id}-longer", EntryKind.EXTENSION, on, (holding.holder,), about, exercise=used)

    # What is done once

    def _once(self, row: int, each: Obligation) -> Iterator[Entry]:
        start = self.form.starts(row)
        begun, done, seen = self.day[start : start + 3]
        parts = [part for part, owed in enumerate(self.form.parts[:, 0]) if owed == row]
        missed = [part for part in parts if self.course.given[part, self.run] > self.course.due[part, self.run]]
        if missed:
            yield from self._prolonged(row, each, int(self.course.due[missed[0], self.run]))
        if begun >= NEVER:
            return
        yield self._entry(f"{each.id}-begun", EntryKind.REPORT, begun, each.by, moment=f"{each.id}.starts")
        if done >= NEVER:
            return
        if len(parts) > 1:
            yield from self._batches(each, parts)
            return
        claimed = f"{each.id}-claimed"
        yield self._entry(claimed, EntryKind.CLAIM, done, each.by, (each.id,))
        yield from self._looked(row, each, claimed)
        if seen < NEVER:
            if int(self.course.disputed[row, self.run]) < NEVER:
                by, of = each.to or self._verifier(each), (f"{each.id}-disputed",)
                yield self._entry(f"{each.id}-settled", EntryKind.RESOLUTION, seen, by, (each.id,), of)
            last = self._result(f"{each.id}-verified", seen, each, claimed, Result.IN_FULL)
            yield replace(last, known=last.known + EVENING)  # after what was found earlier on the same day

    def _looked(self, row: int, each: Obligation, claimed: str) -> Iterator[Entry]:
        """Denials, disputes and acceptance in part on the way, as far as the run came."""
        run, by = self.run, self._verifier(each)
        if (day := int(self.course.denied[row, run])) <= self._until(row):
            yield self._entry(f"{each.id}-denied", EntryKind.DENIAL, day, by, (each.id,), of=(claimed,))
        if (day := int(self.course.disputed[row, run])) <= self._until(row):
            yield self._result(f"{each.id}-open", day, each, claimed, Result.INCONCLUSIVE)
            yield self._entry(f"{each.id}-disputed", EntryKind.DISPUTE, day, each.to or by, (each.id,), of=(claimed,))
        if (day := int(self.course.accepted[row, run])) <= self._until(row):
            amount = self._part(each, float(self.course.share[row, run]))
            yield self._result(f"{each.id}-in-part", day, each, claimed, Result.IN_PART, amount)

    def _until(self, row: int) -> int:
        """The last day on which something is told of an obligation."""
        return min(self.stopped, NEVER - 1) if self.day[self.form.starts(row) + 1] < NEVER else -1

    def _batches(self, each: Obligation, parts: list[int]) -> Iterator[Entry]:
        """Each batch claimed and verified on its day; where all of it is never accepted, none is."""
        for number, part in enumerate(parts, 1):
            day = int(self.course.given[part, self.run])
            if day < NEVER and day <= self.stopped:
                batch = each.batches[number - 1]
                claimed = f"{each.id}-{number}-claimed"
                yield self._entry(claimed, EntryKind.CLAIM, day, each.by, (each.id,), amount=batch.amount, part=number)
                yield self._result(f"{each.id}-{number}-verified", day, each, claimed, Result.CONFIRMED, batch.amount)

    # What lasts

    def _lasting(self, row: int, each: Obligation) -> Iterator[Entry]:
        first = self.day[self.form.starts(row)]
        last = int(self.course.verified(row)[self.run])
        if first < NEVER:
            yield self._entry(f"{each.id}-begun", EntryKind.REPORT, first, each.by, moment=f"{each.id}.starts")
        broken = self.stopped if first < NEVER and last > self.stopped else NEVER
        if self.course.missing[row, self.run] >= 0:
            broken = int(self.course.could[row, self.run])
        if self.form.kind[row] == RATE and first < NEVER:
            yield from self._counts(row, each, first, min(last, broken))
        if broken < NEVER and broken <= self.stopped:
            told, by = f"{each.id}-over", (OBSERVER,)
            yield self._entry(told, EntryKind.INCIDENT, broken, by, (each.id,), says="it is kept no longer")
            finder = self._finder(each)
            yield self._entry(
                f"{each.id}-found", EntryKind.FINDING, broken, finder, (each.id,), of=(told,), finds=Finds.BREACH
            )

    def _counts(self, row: int, each: Obligation, first: int, until: int) -> Iterator[Entry]:
        """The count of each day, by whoever verifies it."""
        amount = self._part(each, float(self.course.share[row, self.run]))
        for day in range(first, min(until, self.form.horizon, self.stopped) + 1):
            yield self._entry(
                f"{each.id}-day-{day}", EntryKind.VERIFICATION, day, self._verifier(each), (each.id,),
                total=amount, result=Result.CONFIRMED,
            )  # fmt: skip

    # Who tells it, and how

    def _verifier(self, each: Obligation) -> tuple[str, ...]:
        named = each.verification.by if each.verification else ""
        return (named or OBSERVER,)

    def _finder(self, each: Obligation) -> tuple[str, ...]:
        named = [each.verification.by if each.verification else "", each.remedy.holder if each.remedy else ""]
        bodies = [*filter(None, named)] or [*self.plan.monitors, *self.plan.guarantors]
        return tuple(bodies[:1]) or self.plan.parties

    def _result(
        self, slug: str, day: int, each: Obligation, claimed: str, result: Result, amount: Quantity | None = None
    ) -> Entry:
        return self._entry(
            slug,
            EntryKind.VERIFICATION,
            day,
            self._verifier(each),
            (each.id,),
            (claimed,),
            result=result,
            amount=amount,
        )

    def _part(self, each: Obligation, share: float) -> Quantity | None:
        """So much of what is owed, where an amount is stated."""
        owed = whole(each)
        if owed is None:
            return None
        given = Fraction(owed[1] if owed[1] != float("inf") else owed[0])
        if share < 1:
            given = Fraction(int(given * Fraction(share) * 1000), 1000)
        words = f"{float(given):.3f}".rstrip("0").rstrip(".")
        return quantity(words, unit=each.unit)

    def _date(self, day: int) -> date:
        return self.ready.signed + timedelta(day)

    def _entry(
        self,
        slug: str,
        kind: EntryKind,
        day: int,
        by: tuple[str, ...],
        about: tuple[str, ...] = (),
        of: tuple[str, ...] = (),
        **told: object,
    ) -> Entry:
        on = self._date(day)
        return Entry(slug, kind, on, datetime.combine(on, time()), by, about, of, **told)  # type: ignore[arg-type]
