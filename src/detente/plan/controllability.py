"""Whether a plan can be carried out whatever its uncertain durations turn out to be: dynamic controllability.

A network is dynamically controllable when its points can be executed day by day, knowing only which durations have
ended so far, so that every requirement holds however long they take (Morris, Muscettola and Vidal 2001). The check is
that of Cairo, Hunsberger and Rizzi (2018): for each contingent duration, one backward search from its end, with a
potential that keeps Dijkstra's order although bounds are negative; what it finds becomes bounds on its start. A circle
of durations that each need the next settled first, or a loop of bounds below zero, is a conflict.

An edge (u, v, d) says: v is at most d after u. A lower-case edge leads from a duration's start to its end at its least
length, an upper-case edge back at its greatest: nobody but the owner can count on either.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush

from detente.plan.network import Clash, Contingent, Network, Within, earliest


@dataclass(frozen=True, slots=True)
class Term:
    """A bound that a conflict adds up: the `least` or `most` of a link, `times` over, `days` each."""

    link: Within | Contingent
    end: str
    days: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class Conflict:
    """Bounds that cannot all hold whatever happens: their sum falls short of nothing by `missing` days.

    Each of `terms` granted as many days in all as are missing, this conflict is gone; with one day less it is not.
    `because` are bounds that force a wait in it without entering the sum.
    """

    terms: tuple[Term, ...]
    missing: int
    because: tuple[Within | Contingent, ...] = ()

    @property
    def links(self) -> tuple[Within | Contingent, ...]:
        """Every link in it, each once."""
        return tuple(dict.fromkeys((*(term.link for term in self.terms), *self.because)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Both verdicts on a network (PLAN 6): at best, and whatever happens; with what stands against each."""

    consistent: bool
    controllable: bool
    clash: Clash | None = None
    conflict: Conflict | None = None


def judge(network: Network) -> Verdict:
    """Whether a network can be kept at best, and whatever happens.

    >>> halt = Contingent("start", "ready", 2, 5, owner="monitors")
    >>> judge(Network(("start", "ready"), (Within("start", "ready", None, 4),), (halt,))).controllable
    False
    """
    found = earliest(network)
    if isinstance(found, Clash):
        return Verdict(False, False, found, _Search(network).conflict())
    conflict = _Search(network).conflict()
    return Verdict(True, conflict is None, None, conflict)


def controllable(network: Network) -> bool:
    """The network can be executed whatever its contingent durations turn out to be."""
    return _Search(network).conflict() is None


def with_own_durations(network: Network, owner: str) -> Network:
    """The network as one owner sees it: its own durations are its to choose."""
    own = [each for each in network.contingents if each.owner == owner]
    chosen = tuple(Within(each.start, each.end, each.least, each.most, each.clause, each.where) for each in own)
    others = tuple(each for each in network.contingents if each.owner != owner)
    return Network(network.points, (*network.requirements, *chosen), others)


def slack(network: Network, contingent: Contingent, *, most: int = 3650) -> int | None:
    """By how many days a duration's greatest length may grow, all else fixed (PLAN 8); None is more than `most`.

    Raises ValueError where the network is not controllable to begin with.
    """

    def holds(days: int) -> bool:
        longer = replace(contingent, most=contingent.most + days)
        kept = tuple(longer if each == contingent else each for each in network.contingents)
        return controllable(replace(network, contingents=kept))

    if not holds(0):
        raise ValueError("a network that is not controllable has no slack")
    low, high = 0, 1
    while high <= most and holds(high):
        low, high = high, high * 2
    if high > most:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def intervals(days: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Numbers as the runs they make.

    >>> intervals([24, 25, 26, 40])
    ((24, 26), (40, 40))
    """
    found: list[tuple[int, int]] = []
    for day in sorted(days):
        if found and found[-1][1] == day - 1:
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    return tuple(found)


@dataclass(slots=True, eq=False)
class _Edge:
    """From u to v at most `days`; `why` is its bound, or the path and the upper-case edge it was derived from."""

    u: int
    v: int
    days: int
    why: "Term | _Derived"


@dataclass(slots=True, eq=False)
class _Derived:
    """An edge to a duration's start: `path` leads to its end, from where the owner may take as long as it likes.

    A `clipped` one says no more than the duration's least length, whatever the path adds up to.
    """

    path: "_Path | None"
    duration: int
    clipped: bool


@dataclass(slots=True, eq=False)
class _Path:
    """An edge and what follows it; tails are shared. A `plain` one counts on no duration's least length."""

    first: _Edge
    rest: "_Path | None"
    plain: bool


class _Circle(Exception):
    def __init__(self, edges: list[_Edge]) -> None:
        super().__init__()
        self.edges = edges


class _Search:
    """The graph of a network, and the search for a conflict in it."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.row = {point: row for row, point in enumerate(network.points)}
        size = len(network.points)
        self.into: list[dict[int, _Edge]] = [{} for _ in range(size)]
        self.out: list[dict[int, _Edge]] = [{} for _ in range(size)]
        self.lower: dict[int, _Edge] = {}  # by the duration's end
        self.durations = [each for each in network.contingents if each.least < each.most]
        self.ends = [self.row[each.end] for each in self.durations]
        self.begun_by: dict[int, list[int]] = {}
        for link in network.requirements:
            self._both(link, link.earlier, link.later)
        for each in network.contingents:
            self._both(each, each.start, each.end)
        for number, each in enumerate(self.durations):
            start, end = self.row[each.start], self.row[each.end]
            self.lower[end] = _Edge(start, end, each.least, Term(each, "least", each.least))
            self.begun_by.setdefault(start, []).append(number)
        self.height = [0] * size

    def _both(self, link: Within | Contingent, earlier: str, later: str) -> None:
        u, v = self.row[earlier], self.row[later]
        if link.most is not None:
            self._add(_Edge(u, v, link.most, Term(link, "most", link.most)))
        if link.least is not None:
            self._add(_Edge(v, u, -link.least, Term(link, "least", -link.least)))

    def _add(self, edge: _Edge) -> bool:
        held = self.into[edge.v].get(edge.u)
        if held is not None and held.days <= edge.days:
            return False
        self.into[edge.v][edge.u] = edge
        self.out[edge.u][edge.v] = edge
        return True

    def conflict(self) -> Conflict | None:
        """The conflict found, or None for a controllable network."""
        try:
            self._settle()
            self._settle_durations()
        except _Circle as circle:
            return _conflict(circle.edges, self.durations)
        return None

    def _leaving(self, u: int) -> Iterator[_Edge]:
        yield from self.out[u].values()
        for number in self.begun_by.get(u, ()):
            yield self.lower[self.ends[number]]

    def _settle(self) -> None:
        """Lower heights until no edge climbs: v is at most as high as u and the edge's days. Raises _Circle.

        Points stand roughly in the order of time, so that sweeps to and fro settle most networks at once (Yen 1970).
        """
        height, last = self.height, dict[int, _Edge]()
        forth = range(len(height))
        leaving = [list(self._leaving(u)) for u in forth]
        for sweep in range(len(height) + 2):
            settled = True
            for u in forth if sweep % 2 == 0 else reversed(forth):
                here = height[u]
                for edge in leaving[u]:
                    if here + edge.days < height[edge.v]:
                        height[edge.v], last[edge.v], settled = here + edge.days, edge, False
            if settled:
                return
            if sweep >= 2 and (circle := _circle_in(last)) is not None:
                raise _Circle(circle)

    def _settle_durations(self) -> None:
        """Search back from each duration's end, those first that begin where it ends or where its search leads."""
        done: set[int] = set()
        for number in range(len(self.durations)):
            stack: list[tuple[int, list[_Edge]]] = [(number, [])] if number not in done else []
            while stack:
                at, _ = stack[-1]
                other, path = self._unsettled(self.ends[at], done), None
                if other is None:
                    reached, path = self._back_from(at, done)
                    if path is None:
                        self._bind(at, reached)
                        done.add(at)
                        stack.pop()
                        continue
                    other = self._unsettled(path.first.u, done)
                assert other is not None  # a path that stops leads from the start of one
                edges = [*_edges(path), self._upper(at)]
                held = [each for each, _ in stack]
                if other in held:
                    raise _Circle([*edges, *(e for _, own in reversed(stack[held.index(other) + 1 :]) for e in own)])
                stack.append((other, edges))

    def _unsettled(self, start: int, done: set[int]) -> int | None:
        """A duration that begins at this point and is not settled yet."""
        return next((number for number in self.begun_by.get(start, ()) if number not in done), None)

    def _upper(self, number: int) -> _Edge:
        each = self.durations[number]
        return _Edge(self.row[each.end], self.row[each.start], -each.most, Term(each, "most", -each.most))

    def _back_from(self, number: int, done: set[int]) -> tuple[dict[int, tuple[int, _Path]], _Path | None]:
        """How soon after each point a duration's end must come, where that is less than its length can vary.

        Or the path from the start of a duration that must be settled first.
        """
        each, end = self.durations[number], self.ends[number]
        reach, height = each.most - each.least, self.height
        far: dict[int, tuple[int, _Path]] = {}
        queue: list[tuple[int, int, int, _Path]] = []
        count = 0
        best: dict[int, int] = {end: 0}
        for edge in self.into[end].values():
            queue.append((edge.days + height[edge.u], (count := count + 1), edge.days, _Path(edge, None, True)))
            best[edge.u] = edge.days
        heapify(queue)
        while queue:
            _, _, days, path = heappop(queue)
            u = path.first.u
            if u in far or days > best[u]:
                continue
            far[u] = days, path
            if days >= reach:
                continue
            if u in self.begun_by and any(n not in done and n != number for n in self.begun_by[u]):
                return far, path
            lower = self.lower.get(u)
            for edge in (*self.into[u].values(), *(() if lower is None or u == end else (lower,))):
                further = days + edge.days
                if edge.u not in far and further < best.get(edge.u, further + 1):
                    best[edge.u] = further
                    heappush(
                        queue,
                        (
                            further + height[edge.u],
                            (count := count + 1),
                            further,
                            _Path(edge, path, path.plain and edge is not lower),
                        ),
                    )
        return far, None

    def _bind(self, number: int, far: dict[int, tuple[int, _Path]]) -> None:
        """What the search back from a duration's end means for its start. Raises _Circle."""
        each = self.durations[number]
        start = self.row[each.start]
        lowered = False
        for u, (days, path) in far.items():
            bound, clipped = max(days - each.most, -each.least), days - each.most < -each.least
            if u == start:
                if days < each.most:  # the end must come sooner than it may
                    raise _Circle([_Edge(u, start, days - each.most, _Derived(path, number, False))])
                continue
            if clipped and days <= 0 and path.plain:
                continue  # the path itself, and back by the least length, says more
            edge = _Edge(u, start, bound, _Derived(path, number, clipped))
            if self._add(edge) and self.height[u] + bound < self.height[start]:
                lowered = True
        if lowered:
            self._lower(start)

    def _lower(self, start: int) -> None:
        """Heights anew after bounds on one point: a loop below zero must pass through it."""
        edge = min(self.into[start].values(), key=lambda each: self.height[each.u] + each.days)
        self.height[start] = self.height[edge.u] + edge.days
        last = {start: edge}
        queue, queued = deque([start]), {start}
        while queue:
            u = queue.popleft()
            queued.discard(u)
            here = self.height[u]
            for each in self._leaving(u):
                if here + each.days < self.height[each.v]:
                    if each.v == start:
                        raise _Circle([*_back(last, u, start), each])
                    self.height[each.v], last[each.v] = here + each.days, each
                    if each.v not in queued:
                        queue.append(each.v)
                        queued.add(each.v)


def _edges(path: _Path | None) -> Iterator[_Edge]:
    while path is not None:
        yield path.first
        path = path.rest


def _circle_in(last: dict[int, _Edge]) -> list[_Edge] | None:
    """A circle among the edges by which points were last lowered, if there is one."""
    known: dict[int, int] = {}
    for start in last:
        at = start
        while at in last and at not in known:
            known[at] = start
            at = last[at].u
        if known.get(at) == start and at in last:
            return [*_back(last, last[at].u, at), last[at]]
    return None


def _back(last: dict[int, _Edge], at: int, start: int) -> list[_Edge]:
    """The edges that lead from `start` to a point."""
    found = []
    while at != start:
        found.append(last[at])
        at = last[at].u
    return found[::-1]


def _conflict(circle: list[_Edge], durations: list[Contingent]) -> Conflict:
    """The circle in bounds of the network: derived edges are unfolded, a clipped one counts as its least length."""
    times: dict[Term, int] = {}
    because: dict[Within | Contingent, None] = {}

    def count(term: Term) -> None:
        times[term] = times.get(term, 0) + 1

    todo: list[tuple[_Edge, bool]] = [(edge, True) for edge in circle]
    seen: set[int] = set()
    while todo:
        edge, counts = todo.pop()
        if isinstance(edge.why, Term):
            count(edge.why) if counts else because.setdefault(edge.why.link)
            continue
        derived = edge.why
        each = durations[derived.duration]
        inside = counts and not derived.clipped
        if not inside:
            if counts:
                count(Term(each, "least", -each.least))
            because.setdefault(each)
            if id(derived) in seen:
                continue
            seen.add(id(derived))
        else:
            count(Term(each, "most", -each.most))
        todo += [(part, inside) for part in _edges(derived.path)]
    terms = tuple(replace(term, times=number) for term, number in times.items())
    counted = {term.link for term in terms}
    missing = -sum(term.days * term.times for term in terms)
    return Conflict(terms, missing, tuple(link for link in because if link not in counted))
