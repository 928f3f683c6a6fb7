"""Moments and the spans between them, in whole days, and whether all can be kept if durations turn out as one likes.

A simple temporal network (Dechter, Meiri and Pearl 1991), with durations that somebody else decides marked as
contingent (Vidal and Fargier 1999). Whether it can be carried out whatever those turn out to be is for
`controllability`.
"""

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
    turned = [(v, u, days, link) for u, v, days, link in every]
    to, back = (_shortest(origin, network.points, each) for each in (every, turned))
    return Times(
        {point: -back.get(point, 0) for point in network.points}, {point: to.get(point) for point in network.points}
    )


def consistent(network: Network) -> bool:
    """All spans can be kept if durations turn out as one likes."""
    return _clash(network.points, edges(network)) is None


def _clash(points: Iterable[str], every: list[Edge]) -> Clash | None:
    """A loop of edges that adds up to less than nothing, found by sweeps to and fro over all points (Yen 1970)."""
    leaving: dict[str, list[Edge]] = {point: [] for point in points}
    for edge in every:
        leaving[edge[0]].append(edge)
    _, last = _settled(leaving, dict.fromkeys(leaving, 0))
    return None if last is None else _loop(last)


def _settled(leaving: dict[str, list[Edge]], distance: dict[str, int]) -> tuple[dict[str, int], list[Edge] | None]:
    """Distances lowered until no edge shortens any, or the edges of a loop below nothing."""
    forth = list(leaving)
    last: dict[str, Edge] = {}
    for sweep in range(len(forth) + 2):
        settled = True
        for u in forth if sweep % 2 == 0 else reversed(forth):
            here = distance.get(u)
            for edge in leaving[u] if here is not None else ():
                there = distance.get(edge[1])
                if here is not None and (there is None or here + edge[2] < there):
                    distance[edge[1]], last[edge[1]], settled = here + edge[2], edge, False
        if settled:
            break
        if sweep >= 2 and (loop := _looping(last)) is not None:
            return distance, loop
    return distance, None


def _looping(last: dict[str, Edge]) -> list[Edge] | None:
    known: dict[str, str] = {}
    for start in last:
        at = start
        while at in last and at not in known:
            known[at] = start
            at = last[at][0]
        if at in last and known.get(at) == start:
            loop = [last[at]]
            while loop[-1][0] != at:
                loop.append(last[loop[-1][0]])
            return loop[::-1]
    return None


def _loop(loop: list[Edge]) -> Clash:
    points = (*(edge[0] for edge in loop), loop[0][0])
    return Clash(points, tuple(edge[3] for edge in loop), -sum(edge[2] for edge in loop))


def _shortest(origin: str, points: Iterable[str], every: list[Edge]) -> dict[str, int]:
    leaving: dict[str, list[Edge]] = {point: [] for point in points}
    for edge in every:
        leaving[edge[0]].append(edge)
    return _settled(leaving, {origin: 0})[0]
