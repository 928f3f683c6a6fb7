"""Moments and the spans between them, in whole days, and whether all can be kept if durations turn out as one likes.

A simple temporal network (Dechter, Meiri and Pearl 1991), with durations that somebody else decides marked as
contingent (Vidal and Fargier 1999). Whether it can be carried out whatever those turn out to be is for
`controllability`.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from detente.errors import Path

Edge = tuple[str, str, int, "Within | Contingent"]
"""(u, v, d, link): v is at most d days after u, because of the link."""


@dataclass(frozen=True, slots=True)
class Within:
    """`later` happens `least` to `most` days after `earlier`, both ends allowed; None is no bound.

    `clause` says in the plan's words where it comes from, and `where` leads to them.
    """

    earlier: str
    later: str
    least: int | None
    most: int | None
    clause: str = ""
    where: Path = ()


@dataclass(frozen=True, slots=True)
class Contingent:
    """`end` happens `least` to `most` days after `start`, and not the planner but `owner` (or nature) decides when."""

    start: str
    end: str
    least: int
    most: int
    owner: str = ""
    clause: str = ""
    where: Path = ()


@dataclass(frozen=True, slots=True)
class Network:
    """Points in order, the first the origin; requirements between them; and durations that others decide."""

    points: tuple[str, ...]
    requirements: tuple[Within, ...]
    contingents: tuple[Contingent, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Spans that cannot all be kept: a loop of points, the links on it, and by how many days it fails."""

    loop: tuple[str, ...]
    links: tuple[Within | Contingent, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Times:
    """The earliest and latest day of each point after the origin; a latest of None is no bound."""

    earliest: dict[str, int]
    latest: dict[str, int | None]


def edges(network: Network) -> list[Edge]:
    """Every bound of a network as an edge; contingent durations count as if one could choose them."""
    found: list[Edge] = []
    for link in network.requirements:
        found += _two(link.earlier, link.later, link.least, link.most, link)
    for each in network.contingents:
        found += _two(each.start, each.end, each.least, each.most, each)
    return found


def _two(earlier: str, later: str, least: int | None, most: int | None, link: Within | Contingent) -> list[Edge]:
    up = [] if most is None else [(earlier, later, most, link)]
    return up if least is None else [*up, (later, earlier, -least, link)]


def earliest(network: Network) -> Times | Clash:
    """The earliest and latest days at best, or the spans that clash.

    >>> halt = Within("signature", "halt", 2, 5)
    >>> earliest(Network(("signature", "halt"), (halt,)))
    Times(earliest={'signature': 0, 'halt': 2}, latest={'signature': 0, 'halt': 5})
    >>> earliest(Network(("signature", "halt"), (halt, Within("signature", "halt", None, 1)))).missing
    1
    """
    every = edges(network)
    clash = _clash(network.points, every)
    if clash is not None:
        return clash
    origin = network.points[0]
    to, back = _shortest(origin, every), _shortest(origin, [(v, u, d, link) for u, v, d, link in every])
    return Times(
        {point: -back.get(point, 0) for point in network.points}, {point: to.get(point) for point in network.points}
    )


def consistent(network: Network) -> bool:
    """All spans can be kept if durations turn out as one likes."""
    return _clash(network.points, edges(network)) is None


def _clash(points: Iterable[str], every: list[Edge]) -> Clash | None:
    """A loop of edges that adds up to less than nothing, found by relaxing all points at once (Bellman and Ford)."""
    leaving: dict[str, list[Edge]] = {point: [] for point in points}
    for edge in every:
        leaving[edge[0]].append(edge)
    distance = dict.fromkeys(leaving, 0)
    last: dict[str, Edge] = {}
    steps = dict.fromkeys(leaving, 0)
    queue, queued = deque(leaving), set(leaving)
    while queue:
        u = queue.popleft()
        queued.discard(u)
        for edge in leaving[u]:
            _, v, days, _ = edge
            if distance[u] + days < distance[v]:
                distance[v], last[v], steps[v] = distance[u] + days, edge, steps[u] + 1
                if steps[v] >= len(leaving):
                    return _loop(last, v)
                if v not in queued:
                    queue.append(v)
                    queued.add(v)
    return None


def _loop(last: dict[str, Edge], at: str) -> Clash:
    seen: set[str] = set()
    while at not in seen:
        seen.add(at)
        at = last[at][0]
    loop = [last[at]]
    while loop[-1][0] != at:
        loop.append(last[loop[-1][0]])
    loop.reverse()
    return Clash(
        (*(edge[0] for edge in loop), loop[0][0]), tuple(edge[3] for edge in loop), -sum(edge[2] for edge in loop)
    )


def _shortest(origin: str, every: list[Edge]) -> dict[str, int]:
    leaving: dict[str, list[Edge]] = {}
    for edge in every:
        leaving.setdefault(edge[0], []).append(edge)
    distance, queue = {origin: 0}, deque([origin])
    while queue:
        u = queue.popleft()
        for _, v, days, _ in leaving.get(u, ()):
            if distance[u] + days < distance.get(v, distance[u] + days + 1):
                distance[v] = distance[u] + days
                queue.append(v)
    return distance
