"""Where one obligation stands in law on a day: the legal axis (PLAN 19-24), from what has been recorded of it by then.

Overdue is worked out; a breach never is: it follows the finding of a body that may make it. No state is the end of a
duty but those in which somebody with the power to do so ended it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from detente.conduct.authority import why_not_rule
from detente.conduct.due import Moved, Part, Pause, parts
from detente.conduct.evidence import Seen, Sheet
from detente.conduct.ledger import Entry, order
from detente.conduct.occasions import Occasions
from detente.plan.model import Condition, Kind, Obligation, Plan
from detente.plan.span import Span


class State(StrEnum):
    """The legal axis."""

    DRAFT = "DRAFT"
    PENDING = "PENDING"
    IN_FORCE = "IN_FORCE"
    SATISFIED = "SATISFIED"
    OVERDUE = "OVERDUE"
    BREACHED = "BREACHED"
    CURING = "CURING"
    CURED = "CURED"
    UNCURED = "UNCURED"
    SUSPENDED = "SUSPENDED"
    EXCUSED = "EXCUSED"
    WAIVED = "WAIVED"
    SUPERSEDED = "SUPERSEDED"
    LAPSED = "LAPSED"
    TERMINATED = "TERMINATED"


KEPT = (State.SATISFIED, State.CURED)
OVER = (State.WAIVED, State.SUPERSEDED, State.LAPSED, State.TERMINATED)
"""States in which nothing more is owed, though nothing was done."""
_OVER_WORDS = frozenset(each.value.lower() for each in OVER)


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a standing, in words, with the entries it rests on."""

    says: str
    entries: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.says} [{', '.join(self.entries)}]" if self.entries else self.says


@dataclass(frozen=True, slots=True)
class Excuse:
    """A time in which not performing is excused; without a last day, for good."""

    first: date
    last: date | None
    entry: str
    says: str


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach as found: by which entry, on which day, with what time to put it right, and whether that was settled."""

    finding: Entry
    cure_by: date | None
    cure_entry: str = ""
    settled: str = ""


@dataclass(slots=True)
class Course:
    """What acts have made of an obligation so far."""

    moved: list[Moved] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    excuses: list[Excuse] = field(default_factory=list)
    ended: tuple[State, Entry] | None = None
    breach: Breach | None = None
    used: dict[str, int] = field(default_factory=dict)
    notes: list[Reason] = field(default_factory=list)


class Clock:
    """A day, and the next on which an answer given on it may turn out otherwise by the mere passing of time."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.next = date.max

    def past(self, last: date) -> bool:
        """The day lies after `last`."""
        if self.day > last:
            return True
        if last < date.max:
            self.next = min(self.next, last + timedelta(1))
        return False

    def reached(self, first: date) -> bool:
        """The day is `first` or later."""
        return first == date.min or self.past(first - timedelta(1))


@dataclass(frozen=True, slots=True)
class Text:
    """One version of a plan with the days of its moments, as seen from one moment of the fold.

    `sheet` is all the evidence on an obligation, `history` what of it could be seen, `kept` the day from which all was
    accepted and the day it was done; `stands` says where another stands, in lower case, and '' while that is being
    worked out. `ended` is whether anything was ended, ruled out or branched off, so that what waits could lapse.
    """

    plan: Plan
    occasions: Occasions
    sheet: Callable[[str], Sheet]
    history: Callable[[str], list[Seen]]
    kept: Callable[[Obligation], tuple[date, date] | None]
    stands: Callable[[str], str]
    obligations: Mapping[str, Obligation]
    ended: bool

    def seen(self, slug: str) -> Seen | None:
        """What can be seen of an obligation last."""
        found = self.history(slug)
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Placed:
    """A state on the legal axis and why; the parts owed with their days; the day it came into force."""

    state: State
    why: Reason
    parts: tuple[Part, ...] = ()
    in_force: date | None = None


def place(text: Text, owed: Obligation, course: Course, clock: Clock) -> Placed:
    """Where an obligation stands on the clock's day."""
    signed = text.occasions.signature
    if signed is None or not clock.reached(signed):
        return Placed(State.DRAFT, Reason("not signed" if signed is None else f"to be signed on {signed}"))
    opens, waiting = _opens(text, owed, clock)
    kept = _kept(text, owed, course, clock)
    due = _parts(text, owed, course, None if kept else opens, clock)
    state, why = (
        _ended(course, clock)
        or _paused(course, kept, clock)
        or (kept and (State.CURED if course.breach else State.SATISFIED, kept[1]))
        or (course.breach and _after_breach(course.breach, clock))
        or (waiting and _waiting(text, owed, waiting, clock))
        or _late(text, owed, course, due, clock)
        or (State.IN_FORCE, _in_force(owed, due))
    )
    return Placed(state, why, due, None if waiting else opens)


# When it comes into force


def _opens(text: Text, owed: Obligation, clock: Clock) -> tuple[date | None, list[str]]:
    """The day it comes into force where that is fixed, and what it waits for on the clock's day."""
    occasions, waiting = text.occasions, list[str]()
    found = [occasions.signature or date.max]
    if owed.scenario:
        taken = occasions.told.branches.get(owed.scenario)
        if taken is None:
            return None, [f"the branch {owed.scenario}"]
        found.append(taken.on)
    for event, shift in _anchors(owed):
        day = occasions.day(event)
        if day is None:
            waiting.append(event)
            continue
        if not clock.reached(day + timedelta(shift)):
            waiting.append(
                f"{event} on {day}" if shift == 0 else f"{day + timedelta(shift)}, {shift} days after {event}"
            )
        found.append(day + timedelta(shift))
    if owed.condition is not None:
        met = occasions.met(owed.condition)
        if met is None or not clock.reached(met):
            waiting.extend(_unmet(occasions, owed.condition))
        found.append(met or date.max)
    return (None if date.max in found else max(found)), waiting


def _anchors(owed: Obligation) -> Iterator[tuple[str, int]]:
    """The events it comes after, with the days that must lie between before it may begin."""
    if owed.phase:
        yield f"{owed.phase}.begins", 0
    for when in owed.starts:
        if _follows(when.span):
            yield when.event, _least(when.span)
    for when in owed.done:
        if _follows(when.span):
            yield when.event, 0


def _follows(words: Span) -> bool:
    return not words.before and not (isinstance(words.least, int) and words.least < 0)


def _least(words: Span) -> int:
    return words.least if isinstance(words.least, int) else 0


def _unmet(occasions: Occasions, condition: Condition) -> list[str]:
    """The events of a condition that have not come about, in words."""
    if condition.event:
        return [] if occasions.day(condition.event) is not None else [condition.event]
    lacking = [each for part in condition.parts for each in _unmet(occasions, part)]
    return lacking if condition.every or not lacking else [" or ".join(lacking)]


def _waiting(text: Text, owed: Obligation, waiting: list[str], clock: Clock) -> tuple[State, Reason]:
    if text.ended and (gone := _cannot_hold(text, owed, clock)):
        return State.LAPSED, gone
    return State.PENDING, Reason(f"waits for {' and '.join(dict.fromkeys(waiting))}")


def _cannot_hold(text: Text, owed: Obligation, clock: Clock) -> Reason | None:
    """Why what it waits for can no longer come about, if so."""
    branches = text.occasions.told.branches
    if owed.scenario and branches and owed.scenario not in branches:
        taken, entry = next(iter(branches.items()))
        return Reason(f"the branch {taken} was taken, and not {owed.scenario}", (entry.id,))
    for event, _ in _anchors(owed):
        if gone := _gone(text, event, clock):
            return gone
    return _lost(text, owed.condition, clock) if owed.condition else None


def _lost(text: Text, condition: Condition, clock: Clock) -> Reason | None:
    if condition.event:
        return _gone(text, condition.event, clock)
    lost = [_lost(text, part, clock) for part in condition.parts]
    known = [each for each in lost if each is not None]
    if condition.every:
        return known[0] if known else None
    return known[0] if known and len(known) == len(lost) else None


def _gone(text: Text, event: str, clock: Clock) -> Reason | None:
    """Why a moment can no longer come about: it was ruled out, or its duty ended undone."""
    day = text.occasions.day(event)
    if day is not None and clock.reached(day):
        return None
    slug = event.partition(".")[0]
    owed = text.obligations.get(slug)
    ruled = text.occasions.told.ruled_out.get(event)
    if ruled is not None and not why_not_rule(text.plan, owed, ruled.by):
        return Reason(f"{event} can no longer come about", (ruled.id,))
    if owed is not None:
        state = text.stands(slug)
        if state in _OVER_WORDS:
            return Reason(f"{event} can no longer come about: {slug} is {state}")
    return None


# What is due


def _parts(text: Text, owed: Obligation, course: Course, opens: date | None, clock: Clock) -> tuple[Part, ...]:
    if owed.lasts:
        until = _lasts_until(text, owed, course)
        return (Part(1, None, until, until),)
    if owed.clock_stops and any(pause.resumes is None or pause.resumes > clock.day for pause in course.pauses):
        clock.past(clock.day)  # what is due moves with every day of it
    return parts(text.occasions, owed, opens, [*course.moved, *course.pauses], clock.day)


def _lasts_until(text: Text, owed: Obligation, course: Course) -> date | None:
    until = text.occasions.lasts_until(owed)
    for each in course.moved:
        until = None if until is None else each.moves(until)
    return until


def next_part(seen: Seen | None, due: tuple[Part, ...]) -> Part | None:
    """The first part of which not all is accepted."""
    given = seen.given[0] if seen else 0
    return next((part for part in due if part.amount is None or given < part.amount[1]), None)


def _late(
    text: Text, owed: Obligation, course: Course, due: tuple[Part, ...], clock: Clock
) -> tuple[State, Reason] | None:
    """Overdue: a last day with its grace is past, and not all due by it is accepted."""
    if owed.kind is Kind.RATE:
        return _short(text, owed, course, clock)
    if owed.lasts:
        return None
    part = next_part(text.seen(owed.id), due)
    if part is None or part.on is None or part.last is None or not clock.past(part.last):
        return None
    grace = f", with grace on {part.last}" if part.last != part.on else ""
    which = f"part {part.number} was" if len(due) > 1 else "was"
    return State.OVERDUE, Reason(f"{which} due on {part.on}{grace}")


def _short(text: Text, owed: Obligation, course: Course, clock: Clock) -> tuple[State, Reason] | None:
    """Days on which less was accepted than is owed each day."""
    short = short_days(text, owed, course, clock)
    if not short:
        return None
    shown = ", ".join(str(day) for day in short[:3])
    more = len(short) - 3
    days = f"{shown} and {more} day{'' if more == 1 else 's'} more" if more > 0 else shown
    counts = text.sheet(owed.id).accepted_by_day()
    lacking = f"less than {owed.quantity}" if any(day in counts for day in short) else "no count"
    return State.OVERDUE, Reason(f"{lacking} was accepted for {days}")


def short_days(text: Text, owed: Obligation, course: Course, clock: Clock) -> list[date]:
    """The days gone by, with their grace, for which less was accepted than each day owes."""
    first, until = text.occasions.lasts_from(owed), _lasts_until(text, owed, course)
    if first is None or owed.quantity is None:
        return []
    wanted, counts, found = owed.quantity.most, text.sheet(owed.id).accepted_by_day(), list[date]()
    day = first
    while (until is None or day < max(until, first + timedelta(1))) and clock.past(day + timedelta(owed.grace)):
        if counts.get(day, (0, 0))[0] < wanted and not _spared(course, day):
            found.append(day)
        day += timedelta(1)
    return found


def _spared(course: Course, day: date) -> bool:
    """The day falls into a pause or an excuse."""
    return any(each.on <= day and (each.resumes is None or day < each.resumes) for each in course.pauses) or any(
        each.first <= day and (each.last is None or day <= each.last) for each in course.excuses
    )


# What has become of it


def _kept(text: Text, owed: Obligation, course: Course, clock: Clock) -> tuple[date, Reason] | None:
    """The day from which it counts as kept, and why, if it does."""
    breach = course.breach
    if breach is not None and breach.settled:
        return breach.finding.on, Reason("the breach was settled", (breach.settled,))
    if owed.lasts:
        return _put_right(text, owed, breach) if breach is not None else _held(text, owed, course, clock)
    found, seen = text.kept(owed), text.seen(owed.id)
    if found is None:
        return None
    accepting = (seen.accepting.id,) if seen is not None and seen.accepting is not None else ()
    return found[0], Reason(f"all that is owed was accepted by {found[0]}", accepting)


def _put_right(text: Text, owed: Obligation, breach: Breach) -> tuple[date, Reason] | None:
    """A lasting duty is put right by the first acceptance after the finding."""
    after = order(breach.finding)
    for seen in text.history(owed.id):
        if seen.accepting is seen.entry and order(seen.entry) > after:
            return seen.entry.on, Reason(f"put right by {seen.entry.on}", (seen.entry.id,))
    return None


def _held(text: Text, owed: Obligation, course: Course, clock: Clock) -> tuple[date, Reason] | None:
    """A lasting duty is kept once its time is over and no breach was found, or no day of it was short."""
    until = _lasts_until(text, owed, course)
    if until is None or not clock.past(until):
        return None
    if owed.kind is not Kind.RATE:
        return until, Reason(f"its time ended on {until}, and no breach of it was found")
    if short_days(text, owed, course, clock):
        return None
    return until, Reason(f"its time ended on {until}, and what each day owes was accepted for all of them")


def _ended(course: Course, clock: Clock) -> tuple[State, Reason] | None:
    if course.ended is None or not clock.reached(course.ended[1].on):
        return None
    state, entry = course.ended
    by = f" by {entry.exercise.replaced_by}" if entry.exercise.replaced_by else ""
    return state, Reason(f"{state.value.lower()}{by} on {entry.on}, by {' and '.join(entry.by)}", (entry.id,))


def _paused(course: Course, kept: object, clock: Clock) -> tuple[State, Reason] | None:
    """Suspended or excused, unless it was kept already."""
    if kept:
        return None
    for pause in course.pauses:
        if clock.reached(pause.on) and not (pause.resumes and clock.reached(pause.resumes)):
            until = f" until {pause.resumes}" if pause.resumes else ""
            return State.SUSPENDED, Reason(f"suspended from {pause.on}{until}", (pause.entry,))
    for excuse in course.excuses:
        if clock.reached(excuse.first) and not (excuse.last and clock.past(excuse.last)):
            until = f" until {excuse.last}" if excuse.last else ""
            says = f": {excuse.says}" if excuse.says else ""
            return State.EXCUSED, Reason(f"excused from {excuse.first}{until}{says}", (excuse.entry,))
    return None


def _after_breach(breach: Breach, clock: Clock) -> tuple[State, Reason]:
    found = breach.finding
    gravity = f"{found.gravity.value} " if found.gravity else ""
    whose = f", attributed to {found.account.attributed_to}" if found.account.attributed_to else ""
    says = f"a {gravity}breach was found on {found.on} by {' and '.join(found.by)}{whose}"
    if breach.cure_by is None:
        return State.BREACHED, Reason(says, (found.id,))
    entries = tuple(dict.fromkeys((found.id, breach.cure_entry or found.id)))
    if clock.past(breach.cure_by):
        return State.UNCURED, Reason(f"{says}, and was not put right by {breach.cure_by}", entries)
    return State.CURING, Reason(f"{says}, to be put right by {breach.cure_by}", entries)


def _in_force(owed: Obligation, due: tuple[Part, ...]) -> Reason:
    if owed.lasts:
        return Reason(f"holds until {due[0].on}" if due and due[0].on else "holds, and no end is fixed")
    days = [f"part {part.number} due on {part.on}" if len(due) > 1 else f"due on {part.on}" for part in due if part.on]
    return Reason("; ".join(days) or "no day is fixed")
