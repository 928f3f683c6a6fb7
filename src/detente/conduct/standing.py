"""Where every obligation of a plan stands on a day, as was known by a day: a pure fold of the record.

Nothing is stored and nothing runs by a clock: ask for a day and what was known by it, and both views of a past day stay
to be asked for. The legal axis (`legal`) and the evidence axis (`evidence`) are apart, and so are the claimed, verified
and disputed amounts. For day after day of one plan, `following` does the same without beginning anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import inf

from detente.case.quantity import Quantity
from detente.conduct.due import Part
from detente.conduct.evidence import Evidence, Sheet, whole
from detente.conduct.kept import given_so_far, quota_so_far, stages
from detente.conduct.legal import KEPT, Course, Placed, Reason, State, Text, next_part
from detente.conduct.sealing import version
from detente.conduct.sums import Ends, Number, amount, figure, figures
from detente.plan.model import Kind, Obligation, Plan


@dataclass(frozen=True, slots=True)
class Standing:
    """One obligation on one day: its state, how much of it is there, where each claim stands, and why.

    `partial` is (accepted for sure, owed at most) while part of a stated amount is accepted. `evidence` are (entry,
    state). `due` is the day of the next part not given, or the last day of a lasting duty; `last` the day with grace.
    """

    obligation: Obligation
    state: State
    partial: tuple[Number, Number] | None
    evidence: tuple[tuple[str, Evidence], ...]
    due: date | None
    last: date | None
    claimed: Quantity
    verified: Quantity
    disputed: Quantity
    reasons: tuple[Reason, ...]
    started: bool = False

    @property
    def id(self) -> str:
        return self.obligation.id

    @property
    def unit(self) -> str:
        return self.obligation.unit


@dataclass(frozen=True, slots=True)
class Standings:
    """All obligations of the plan in force on a day, and what was said of the plan as a whole that had no effect."""

    plan: Plan
    on: date
    known: date | None
    each: tuple[Standing, ...]
    notes: tuple[Reason, ...] = ()

    @property
    def version(self) -> str:
        """The content address of the text in force."""
        return version(self.plan)

    def of(self, obligation: str) -> Standing:
        """The standing of one obligation. Raises KeyError."""
        for found in self.each:
            if found.id == obligation:
                return found
        raise KeyError(obligation)


def judged(text: Text, owed: Obligation, course: Course, placed: Placed) -> Standing:
    """A standing put together from what the two axes say."""
    sheet = text.sheet(owed.id)
    part = next_part(text.seen(owed.id), placed.parts) or (placed.parts[-1] if placed.parts else None)
    all_owed = whole(owed) if owed.kind is not Kind.RATE else None
    verified = sheet.verified.quantity(owed.unit)
    claimed = sheet.claimed.quantity(owed.unit)
    moved = (Reason(each.says, (each.entry,)) for each in course.moved)
    reasons = (placed.why, *moved, *_reasons(text, owed, sheet, placed, all_owed), *course.notes)
    return Standing(
        owed,
        placed.state,
        _partial(sheet, placed.state, all_owed),
        sheet.evidence,
        part.on if part else None,
        part.last if part else None,
        claimed,
        verified,
        amount(sheet.disputed, owed.unit),
        reasons,
        _started(text, owed, sheet, placed),
    )


def _partial(sheet: Sheet, state: State, all_owed: Ends | None) -> tuple[Number, Number] | None:
    if all_owed is None or all_owed[1] == inf or state in KEPT:
        return None
    given = sheet.verified.low
    return (given, all_owed[1]) if 0 < given < all_owed[1] else None


def _started(text: Text, owed: Obligation, sheet: Sheet, placed: Placed) -> bool:
    if placed.state in (State.DRAFT, State.PENDING):
        return False
    reported = text.occasions.told.moments.get(f"{owed.id}.starts")
    if reported is not None or sheet.started is not None:
        return True
    return owed.lasts and placed.in_force is not None


def _reasons(text: Text, owed: Obligation, sheet: Sheet, placed: Placed, all_owed: Ends | None) -> Iterator[Reason]:
    yield from _amounts(owed, sheet, all_owed)
    line = stages(text.plan, owed)
    if len(line) > 1 and sheet.history:
        given, quota = given_so_far(line, text.sheet), quota_so_far(line)
        yield Reason(f"with what was carried over, {figure(given)} of {figure(quota)} in all stages so far")
    if placed.state in KEPT and not owed.lasts:
        yield from _in_time(text, owed, placed.parts)
    for entry in sheet.unobserved:
        by = f" by {entry.denied_by}" if entry.denied_by else ""
        says = f"access was denied{by} on {entry.on}" if entry.denied_by or not entry.result else "not observable"
        yield Reason(says if entry.denied_by or not entry.result else f"{says} on {entry.on}", (entry.id,))
    for entry, why_not in sheet.refused:
        yield Reason(f"{entry.kind.value} of {entry.on} has no effect: {why_not}", (entry.id,))
    if sheet.unread:
        yield Reason("unverified: nobody here has read a source for it", tuple(sheet.unread))


def _amounts(owed: Obligation, sheet: Sheet, all_owed: Ends | None) -> Iterator[Reason]:
    unit = f" {owed.unit}" if owed.unit else ""
    verified, claimed = sheet.verified, sheet.claimed
    if verified.entries:
        said = f"{verified.words}{unit} accepted"
        if all_owed is not None and all_owed[1] != inf:
            of = owed.quantity or figures(all_owed)
            said = f"{verified.words} of {of}{unit} accepted, {_difference(all_owed, verified.ends)}"
        yield Reason(said, tuple(verified.entries))
    if claimed.entries:
        yield Reason(f"{claimed.words}{unit} claimed", tuple(claimed.entries))
    if sheet.disputes:
        said = f"{figures(sheet.disputed)}{unit} disputed" if sheet.disputed[1] else "disputed"
        yield Reason(said, tuple(sheet.disputes))


def _difference(all_owed: Ends, given: Ends) -> str:
    """How what was given compares with what is owed, in words."""
    least, most = all_owed[0] - given[1], all_owed[1] - given[0]
    if least == most == 0:
        return "all of it"
    if most <= 0:
        return f"{figures((-most, -least))} over"
    return f"{figures((max(least, 0), most))} short"


def _in_time(text: Text, owed: Obligation, parts: tuple[Part, ...]) -> Iterator[Reason]:
    """How late it was, where it was."""
    kept, due = text.kept(owed), parts[-1].on if parts else None
    if kept is None or due is None or kept[0] <= due:
        return
    since, done = kept
    if done <= due:
        yield Reason(f"done in time on {done}, accepted on {since}")
    else:
        days = (done - due).days
        yield Reason(f"{days} day{'' if days == 1 else 's'} after {due}, the day it was due")
