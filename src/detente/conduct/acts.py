"""What acts and findings make of an obligation or a phase, in the order of their days; those beyond a power do nothing.

Each is judged by the text in force on its own day, and by where things stood then.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from detente.conduct.authority import why_not_rule
from detente.conduct.due import Moved, Pause
from detente.conduct.evidence import Seen
from detente.conduct.ledger import Entry, EntryKind, Finds
from detente.conduct.legal import (
    KEPT,
    OVER,
    Breach,
    Clock,
    Course,
    Excuse,
    Placed,
    Reason,
    State,
    Text,
    next_part,
    place,
)
from detente.conduct.powers import Allowed, Circumstances, allowed
from detente.plan.model import Obligation, Phase

TextAt = Callable[[Entry], tuple[Text, Obligation | None]]
"""The text in force on the day of an act, as things stood then, and how the obligation reads in it."""

_ENDS = {
    EntryKind.WAIVER: State.WAIVED,
    EntryKind.SUBSTITUTION: State.SUPERSEDED,
    EntryKind.TERMINATION: State.TERMINATED,
}
_CHANGES = (*_ENDS, EntryKind.EXTENSION, EntryKind.SUSPENSION, EntryKind.RESUMPTION, EntryKind.EXCUSE)


def run(acts: Iterable[Entry], text_at: TextAt) -> Course:
    """The course of an obligation through its acts, the earliest day first."""
    course = Course()
    for act in acts:
        text, owed = text_at(act)
        if owed is None:
            continue
        if act.kind is EntryKind.FINDING:
            _find(course, act, text, owed)
        elif act.kind is EntryKind.RESOLUTION:
            _resolve(course, act, text, owed)
        elif act.kind in _CHANGES:
            _change(course, act, text, owed)
    return course


def circumstances(text: Text, course: Course, act: Entry, until: date | None) -> Circumstances:
    """What the checks on a power ask, on the day of an act."""

    def came_about(event: str) -> bool:
        day = text.occasions.day(event)
        return day is not None and day <= act.on

    return Circumstances(came_about, text.stands, lambda slug: course.used.get(slug, 0), until)


def refused(act: Entry, why: str) -> Reason:
    """An act on record that has no effect."""
    return Reason(f"{act.kind.value} of {act.on} has no effect: {why}", (act.id,))


def _change(course: Course, act: Entry, text: Text, owed: Obligation) -> None:
    stood = place(text, owed, course, Clock(act.on))
    if stood.state in (*KEPT, *OVER):
        course.notes.append(refused(act, f"it was {stood.state.value.lower()} already"))
        return
    until = _moves(act, text.seen(owed.id), stood)
    days = length(act, until)
    found = allowed(text.plan, act, owed, circumstances(text, course, act, until), days)
    if found.why_not and not _ends_its_own(course, act):
        course.notes.append(refused(act, found.why_not))
        return
    if found.note:
        course.notes.append(Reason(found.note, (act.id,)))
    if days is not None and found.power:
        course.used[found.power] = course.used.get(found.power, 0) + days
    _apply(course, act, text, found, days)


def _moves(act: Entry, seen: Seen | None, stood: Placed) -> date | None:
    """The day that an extension moves: of the part it names, else of the first not given."""
    if act.kind is not EntryKind.EXTENSION or not stood.parts:
        return None
    if act.part is not None:
        return next((part.on for part in stood.parts if part.number == act.part), None)
    part = next_part(seen, stood.parts)
    return part.on if part else None


def length(act: Entry, until: date | None) -> int | None:
    """How many days an act takes up, where that can be told."""
    told = act.exercise
    if told.days is not None or told.until is None:
        return told.days
    if act.kind is EntryKind.EXTENSION:
        return None if until is None else max((told.until - until).days, 0)
    return (told.until - act.on).days + 1


def _ends_its_own(course: Course, act: Entry) -> bool:
    """Who suspended a duty may let it resume."""
    return act.kind is EntryKind.RESUMPTION and any(
        by == act.by for pause in course.pauses if pause.resumes is None or pause.resumes > act.on for by in (pause.by,)
    )


def _apply(course: Course, act: Entry, text: Text, found: Allowed, days: int | None) -> None:
    match act.kind:
        case EntryKind.EXTENSION:
            course.moved.append(Moved(act.on, act.exercise.days, act.exercise.until, act.part or 0, act.id))
        case EntryKind.SUSPENSION:
            cap = next((each.cap for each in text.plan.powers if each.id == found.power), None)
            last = days if days is not None else cap
            resumes = None if last is None else act.on + timedelta(last)
            course.pauses.append(Pause(act.on, resumes, act.id, act.by))
        case EntryKind.RESUMPTION:
            open_ones = [each for each in course.pauses if each.resumes is None or each.resumes > act.on]
            if not open_ones:
                course.notes.append(refused(act, "nothing was suspended"))
            course.pauses = [replace(each, resumes=act.on) if each in open_ones else each for each in course.pauses]
        case EntryKind.EXCUSE:
            last_day = act.exercise.until or (None if days is None else act.on + timedelta(days - 1))
            course.excuses.append(Excuse(act.on, last_day, act.id, act.says))
            if last_day is not None:
                course.moved.append(Moved(act.on, None, last_day, 0, act.id))
        case _:
            course.ended = (_ENDS[act.kind], act)


def _find(course: Course, act: Entry, text: Text, owed: Obligation) -> None:
    """Take up a finding: a breach, or that there was none."""
    if act.finds is None:
        return
    if why_not := why_not_rule(text.plan, owed, act.by):
        course.notes.append(refused(act, why_not))
    elif act.finds is Finds.NO_BREACH:
        if course.breach is not None and _is_about(act, course.breach.finding):
            course.breach = None
        course.notes.append(Reason(f"no breach was found on {act.on} by {' and '.join(act.by)}", (act.id,)))
    elif act.finds is Finds.UNDECIDED:
        course.notes.append(Reason(f"whether there was a breach was left open on {act.on}", (act.id,)))
    elif why_not := _no_ground(course, act, text, owed):
        course.notes.append(refused(act, why_not))
    else:
        course.breach = Breach(_attributed(course, act), act.cure_by)


def _is_about(act: Entry, finding: Entry) -> bool:
    """An entry speaks of a finding, of what that was about, or of nothing in particular."""
    return not act.of or bool({finding.id, *finding.of} & set(act.of))


def _no_ground(course: Course, act: Entry, text: Text, owed: Obligation) -> str:
    """Why a breach cannot be found on that day: nothing was overdue, and no incident is named."""
    stood = place(text, owed, course, Clock(act.on))
    if stood.state in (State.DRAFT, State.PENDING, State.LAPSED) or course.ended:
        return f"{owed.id!r} was {stood.state.value.lower()}"
    if act.of or owed.lasts:
        return ""
    if stood.state in (State.SUSPENDED, State.EXCUSED):
        return f"{owed.id!r} was {stood.state.value.lower()}, and nothing can be overdue meanwhile"
    if stood.state in (State.OVERDUE, State.BREACHED, State.CURING, State.UNCURED, State.CURED):
        return ""
    kept = text.kept(owed)
    late = kept is not None and any(part.last is not None and kept[0] > part.last for part in stood.parts)
    return "" if late else f"{owed.id!r} was not overdue, and no incident is named"


def _attributed(course: Course, act: Entry) -> Entry:
    """The finding, without its attribution where no person signs it or nothing is kept as evidence."""
    if not act.account.attributed_to or (act.proof.signed and act.proof.evidence):
        return act
    lacking = "a person's name" if not act.proof.signed else "evidence"
    course.notes.append(
        Reason(f"the attribution to {act.account.attributed_to} lacks {lacking} and does not count", (act.id,))
    )
    return replace(act, account=replace(act.account, attributed_to=""))


def _resolve(course: Course, act: Entry, text: Text, owed: Obligation) -> None:
    """A ruling on a breach gives time to put it right, or settles it."""
    breach = course.breach
    if breach is None or breach.finding.id not in act.of:
        return
    if why_not := why_not_rule(text.plan, owed, act.by):
        course.notes.append(refused(act, why_not))
    elif act.cure_by is not None:
        course.breach = replace(breach, cure_by=act.cure_by, cure_entry=act.id)
    else:
        course.breach = replace(breach, settled=act.id)


def extended(text: Text, phase: Phase, acts: Iterable[Entry], last: date, notes: list[Reason]) -> date:
    """The last day of a phase as it was prolonged; that it was, or why it could not be, is noted."""
    course = Course()
    for act in acts:
        if act.kind is EntryKind.EXTENSION:
            days = length(act, last)
            found = allowed(text.plan, act, phase, circumstances(text, course, act, last), days)
            if found.why_not:
                notes.append(refused(act, found.why_not))
                continue
            if days is not None:
                course.used[found.power] = course.used.get(found.power, 0) + days
            moved = Moved(act.on, act.exercise.days, act.exercise.until, 0, act.id)
            last = moved.moves(last)
            notes.append(Reason(f"{phase.id} {moved.says}: its last day is {last}", (act.id,)))
    return last


def declared_over(text: Text, phase: Phase, acts: Iterable[Entry], notes: list[Reason]) -> date | None:
    """The day a phase was declared done by who may."""
    for act in acts:
        if act.kind is EntryKind.PHASE_DONE:
            found = allowed(text.plan, act, phase, circumstances(text, Course(), act, None), None)
            if not found.why_not:
                return act.on
            notes.append(refused(act, found.why_not))
    return None
