"""The moments of a plan, by name, and which must come before which.

An obligation has the moments `starts`, `done` and `verified`, a lasting one `starts` and `ends`, a phase `begins` and
`ends`. Moments between which nothing takes time are one moment: its *point*. The bare id of something that takes time
names no moment, which is a fault of the plan (an ambiguous anchor); `point_of` then takes its last moment.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from detente.errors import Path
from detente.plan.model import SIGNATURE, Obligation, Phase, Plan, When
from detente.plan.span import span

Found = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """`later` lies within `when.span` after `when.event`; `where` leads to the words in the file."""

    when: When
    later: str
    where: Path


def moments(each: Obligation | Phase) -> tuple[str, ...]:
    """The names of the moments of one item, the first first."""
    if isinstance(each, Phase):
        return f"{each.id}.begins", f"{each.id}.ends"
    if each.lasts:
        return f"{each.id}.starts", f"{each.id}.ends"
    return f"{each.id}.starts", f"{each.id}.done", f"{each.id}.verified"


class Moments:
    """Every moment of a plan, and the point each is."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.items: dict[str, Obligation | Phase] = {each.id: each for each in plan.phases}
        self.items |= {each.id: each for each in plan.obligations}
        self._points = {SIGNATURE: SIGNATURE}
        for each in self.items.values():
            self._points |= _points(each)

    def known(self, event: str) -> bool:
        """The event is a moment of the plan, a bare id of it, or a date."""
        return event in self._points or event in self.items or is_date(event)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._points)

    @property
    def points(self) -> tuple[str, ...]:
        """Every point, signature first."""
        return tuple(dict.fromkeys(self._points.values()))

    def ambiguous(self, event: str) -> tuple[str, ...]:
        """The points a bare id may mean, where they are several; else nothing."""
        if event not in self.items:
            return ()
        found = tuple(dict.fromkeys(self._points[each] for each in moments(self.items[event])))
        return found if len(found) > 1 else ()

    def point_of(self, event: str) -> str:
        """The point that an event names; a bare id names its last. Raises KeyError for an unknown one."""
        if event in self.items:
            event = moments(self.items[event])[-1]
        return event if is_date(event) else self._points[event]


def _points(each: Obligation | Phase) -> dict[str, str]:
    names = moments(each)
    if isinstance(each, Phase) or each.lasts:
        return {name: name for name in names} | ({f"{each.id}.done": names[-1]} if isinstance(each, Obligation) else {})
    starts, done, verified = names
    at_done = done if each.takes or len(each.batches) > 1 else starts
    takes = each.verification and each.verification.takes
    return {starts: starts, done: at_done, verified: verified if takes else at_done}


def is_date(event: str) -> bool:
    """The event is a date rather than a moment's name."""
    return len(event) == 10 and event[4] == "-" and event[:4].isdigit()


def day_of(plan: Plan, event: str) -> int:
    """Days from signature to a date. Raises ValueError for a plan without a day of signature."""
    if plan.calendar.signature is None:
        raise ValueError(f"{event} cannot be counted from signature, whose day is not stated")
    return (date.fromisoformat(event) - plan.calendar.signature).days


def date_of(plan: Plan, whens: Iterable[When]) -> date | None:
    """The one date that these words fix, counted from a date or from a signature whose day is stated; else None.

    >>> date_of(Plan("p", "P", ()), (When("2014-02-01", span("at once")),))
    datetime.date(2014, 2, 1)
    """
    signed = plan.calendar.signature
    for when in whens:
        least, most = (None, None) if when.span.blanks else when.span.filled({})
        counted_from = date.fromisoformat(when.event) if is_date(when.event) else signed
        if counted_from and least is not None and least == most and (is_date(when.event) or when.event == SIGNATURE):
            return counted_from + timedelta(least)
    return None


def links(plan: Plan) -> Iterator[Link]:
    """Every relation in time that the plan's words state, and those that phases imply, each with its place."""
    previous = SIGNATURE
    for phase in plan.phases:
        where: Path = ("phases", phase.id)
        begins = phase.begins or (When(previous, span("after")),)
        yield from (Link(when, f"{phase.id}.begins", (*where, "begins", when.event)) for when in begins)
        yield from (Link(when, f"{phase.id}.ends", (*where, "ends", when.event)) for when in phase.ends)
        yield Link(When(f"{phase.id}.begins", span("after")), f"{phase.id}.ends", where)
        previous = f"{phase.id}.ends"
    for each in plan.obligations:
        yield from _of(each)
        yield from () if each.lasts else _parts(plan, each)
    if plan.length is not None and plan.phases:
        yield Link(When(SIGNATURE, plan.length), f"{plan.phases[-1].id}.ends", ("length",))


def _of(each: Obligation) -> Iterator[Link]:
    where: Path = ("obligations", each.id)
    starts, *_, last = moments(each)
    for name, whens, later in (
        ("starts", each.starts, starts),
        ("done", each.done, f"{each.id}.done"),
        ("until", each.until, last),
    ):
        yield from (Link(when, later, (*where, name, when.event)) for when in whens)
    if each.phase:
        yield Link(When(f"{each.phase}.begins", span("after")), starts, (*where, "phase"))
        if not (each.lasts and each.until):
            holds = "at once" if each.lasts else "before"  # a lasting duty holds to the end of its phase
            yield Link(When(f"{each.phase}.ends", span(holds)), last, (*where, "phase"))
    if each.lasts:
        yield Link(When(starts, span("after")), last, where)


def _parts(plan: Plan, each: Obligation) -> Iterator[Link]:
    """What comes in parts begins by the first that has a date, and is not done before the last."""
    where: Path = ("obligations", each.id)
    starts, done, _ = moments(each)
    if len(each.batches) > 1:
        yield Link(When(starts, span("after")), done, where)
    days = sorted(day for batch in each.batches if (day := date_of(plan, batch.on)))
    if days and plan.calendar.signature:
        yield Link(When(days[0].isoformat(), span("before")), starts, (*where, "batches"))
        yield Link(When(days[-1].isoformat(), span("after")), done, (*where, "batches"))
