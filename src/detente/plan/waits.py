"""Who waits for whom: the graph of what must have come about before what, its circles, and the sides' readings of it.

An edge leads from a moment to one that can come only after it. A circle in it can never begin. Where a clause is read
in different ways, each side's reading is tried alone and all of them together.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from detente.plan.model import SIGNATURE, Obligation, Plan
from detente.plan.moments import Moments, is_date, links, moments

Loop = tuple[str, ...]
"""Obligations and phases, each waiting for the next, the first once more at the end."""


@dataclass(frozen=True, slots=True)
class Unordered:
    """A circle that arises once clauses are read as some party reads them, or as several do."""

    says: str
    loop: Loop


@dataclass(frozen=True, slots=True)
class Ordering:
    """What a plan's order comes to: waves of items that may begin together, circles, and readings that clash.

    `waves` is empty where there is a circle. `ambiguous` are (item, moments it may mean).
    """

    waves: tuple[tuple[str, ...], ...]
    loops: tuple[Loop, ...]
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...]
    readings: tuple[Unordered, ...]


def ordering(plan: Plan) -> Ordering:
    """Which items may begin once which others have ended, and what stands in the way."""
    circles, every = loops(plan), Moments(plan)
    named = dict.fromkeys(link.when.event for link in links(plan))
    anchors = tuple((event, points) for event in named if (points := every.ambiguous(event)))
    return Ordering(() if circles else _waves(plan), circles, anchors, tuple(unordered_readings(plan)))


def _waves(plan: Plan) -> tuple[tuple[str, ...], ...]:
    """Obligations by how many others must have come first, in the file's order within a wave."""
    sorter, edges = TopologicalSorter[str](), _edges(plan)
    for later, before in edges.items():
        sorter.add(later, *before)
    depth: dict[str, int] = {}
    for point in sorter.static_order():
        here = point.partition(".")[0]
        above = [(depth.get(each, 0), each.partition(".")[0]) for each in edges.get(point, ())]
        depth[point] = max((level + (item != here) for level, item in above), default=0)
    first = {each.id: depth.get(f"{each.id}.starts", 0) for each in plan.obligations}
    levels = sorted(set(first.values()))
    return tuple(tuple(slug for slug, level in first.items() if level == at) for at in levels)


def loops(plan: Plan) -> tuple[Loop, ...]:
    """Circles of waiting, one for each set of items that wait for each other, in the file's order."""
    edges = _edges(plan)
    found: list[Loop] = []
    while (circle := _circle(edges)) is not None:
        found.append(_items(plan, circle))
        for point in circle:  # a set of items is said once
            edges.pop(point, None)
        edges = {later: before - set(circle) for later, before in edges.items()}
    order = list(Moments(plan).items)
    return tuple(sorted(found, key=lambda loop: order.index(loop[0])))


def before(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Pairs of obligations of which the first must be over before the second may begin, by id, in the file's order."""
    edges, order = _edges(plan), [each.id for each in plan.obligations]
    found = []
    for later in order:
        todo, met = [f"{later}.starts"], set[str]()
        while todo:
            for point in edges.get(todo.pop(), set()) - met:
                met.add(point)
                todo.append(point)
        earlier = {point.partition(".")[0] for point in met}
        found += [(each, later) for each in order if each in earlier and each != later]
    return tuple(found)


def within_one_group(plan: Plan, loop: Loop) -> bool:
    """The circle is one exchange's own: obligations of one group, of several debtors."""
    held = {each.id: each for each in plan.obligations}
    members = [held[each] for each in loop if each in held]
    groups, debtors = {each.group for each in members}, {each.by for each in members}
    return len(members) == len(loop) and len(groups) == 1 and groups != {""} and len(debtors) > 1


def first_of(plan: Plan, loop: Loop) -> str:
    """The first obligation of a circle, else its first item."""
    held = {each.id for each in plan.obligations}
    return next((each for each in loop if each in held), loop[0])


def unordered_readings(plan: Plan) -> Iterator[Unordered]:
    """Circles that the sides' readings make: in one side's alone, or only once all are to hold."""
    if loops(plan):
        return
    parties = list(dict.fromkeys(each.party for own in plan.obligations for each in own.readings))
    alone = False
    for party in parties:
        for loop in loops(as_read_by(plan, (party,))):
            alone = True
            yield Unordered(f"as {party} reads it, each waits for the next", loop)
    if not alone:
        for loop in loops(as_read_by(plan, tuple(parties))):
            yield Unordered("each side's reading can be kept alone, and both together cannot", loop)


def as_read_by(plan: Plan, parties: tuple[str, ...]) -> Plan:
    """The plan with what these parties read into its clauses added."""
    return replace(plan, obligations=tuple(_read(each, parties) for each in plan.obligations))


def _read(each: Obligation, parties: tuple[str, ...]) -> Obligation:
    for reading in (reading for reading in each.readings if reading.party in parties):
        each = replace(each, starts=(*each.starts, *reading.starts))
        if reading.condition is not None:
            both = tuple(part for part in (each.condition, reading.condition) if part is not None)
            each = replace(each, condition=both[0] if len(both) == 1 else type(both[0])(parts=both))
    return each


def _edges(plan: Plan) -> dict[str, set[str]]:
    """For every moment, the moments that must come before it; signature and dates come by themselves."""
    every = Moments(plan)
    found: dict[str, set[str]] = {}

    def before(earlier: str, later: str) -> None:
        if earlier != later and not any(each == SIGNATURE or is_date(each) for each in (earlier, later)):
            found.setdefault(later, set()).add(earlier)

    for item in every.items.values():
        names = list(dict.fromkeys(every.point_of(name) for name in moments(item)))
        for earlier, later in pairwise(names):
            before(earlier, later)
    for link in links(plan):
        point, later = every.point_of(link.when.event), every.point_of(link.later)
        if link.when.span.before:
            before(later, point)
        else:
            before(point, later)
    for each in plan.obligations:
        for event in each.condition.events if each.condition and each.condition.every else ():
            before(every.point_of(event), f"{each.id}.starts")
    for phase in plan.phases:
        for event in phase.test.events if phase.test and phase.test.every else ():
            before(every.point_of(event), f"{phase.id}.ends")
    return found


def _circle(edges: dict[str, set[str]]) -> tuple[str, ...] | None:
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return tuple(circle[:-1])
    return None


def _items(plan: Plan, circle: tuple[str, ...]) -> Loop:
    """The items of a circle of moments, beginning with the first of the file."""
    order = list(Moments(plan).items)
    names = list(dict.fromkeys(point.partition(".")[0] for point in circle))
    at = min(range(len(names)), key=lambda row: order.index(names[row]))
    turned = [*names[at:], *names[:at]]
    return (*turned, turned[0])
