"""Temporal networks with uncertain durations, in the formats of those who study them.

One network as JSON of `constraints` (type `stc`, or `stcu` for a duration that others decide), as the HEATlab data sets
have it; several as JSON lines of `nodes`, `ordinary` edges and `contingent` links; or one as the plain text of the
CSTNU Tool. Which it is, the content says. Numbers are read exactly: a network with decimals is scaled up until all are
whole, and says by how much. Infinity means no bound.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from pathlib import Path as FilePath

from detente.errors import Code, Place, Problem, Severity, Unreadable
from detente.formats import plaintree
from detente.formats.plaintree import Node
from detente.formats.reading import MOST_BYTES, Faults
from detente.plan.network import Contingent, Network, Within

NO_NETWORK = Code(
    "DT0471",
    "There is no temporal network here",
    "A network is points, bounds between them, and durations that others decide.",
    "Give JSON with `constraints`, JSON lines with `ordinary` and `contingent`, or the CSTNU Tool's plain text.",
)
LACKING = Code(
    "DT0472",
    "Something a network needs is missing",
    "A bound without both its points and its number bounds nothing.",
    "Add what is named.",
)
NOT_DAYS = Code(
    "DT0473",
    "A bound that is no number",
    "Bounds are added up; what is no number cannot be.",
    "Write a plain number such as 3 or 0.25, or Infinity for no bound.",
)
NO_POINT = Code(
    "DT0474",
    "A point that the network does not have",
    "A bound to nowhere would be lost without a word.",
    "Correct the name, or list the point.",
)
NOT_A_DURATION = Code(
    "DT0475",
    "A duration that cannot be",
    "Whoever decides a duration needs a least and a greatest length, and a moment ends one duration only.",
    "Give both lengths, the least not above the greatest, and each duration an end of its own.",
)
BACKWARDS = Code(
    "DT0476",
    "A duration that may end before it begins",
    "Such a duration is no duration, though it can be judged like any other.",
    "Nothing, unless the sign is a slip.",
    Severity.WARNING,
)
CODES = (NO_NETWORK, LACKING, NOT_DAYS, NO_POINT, NOT_A_DURATION, BACKWARDS)


class UnreadableNetworks(Unreadable):
    """A file that holds no sound network; `problems` holds all that was found."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        super().__init__(name, problems)
        errors = [problem for problem in self.problems if problem.is_error]
        place = f"{errors[0].place}: " if errors and errors[0].place else ""
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        self.args = (f"{name} holds no network: {place}{errors[0].says if errors else 'nothing is there'}{more}",)


@dataclass(frozen=True, slots=True)
class Named:
    """A network with its id in the file; its days are `scale` times those written there."""

    id: str
    network: Network
    scale: int


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """The networks a file held, none where a problem is an error, and every problem met."""

    name: str
    networks: tuple[Named, ...]
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> tuple[Named, ...]:
        """The networks. Raises UnreadableNetworks where there are none."""
        if not self.networks:
            raise UnreadableNetworks(self.name, self.problems)
        return self.networks


def load(path: FilePath) -> NetworkFile:
    """Read the networks of a file; never raises on account of what it holds."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        says = f"{path} cannot be opened: {(error.strerror or 'no reason given').lower()}"
        return NetworkFile(path.name, (), (Problem(NO_NETWORK, (), says),))
    return parse(raw, name=path.name)


def parse(raw: bytes, *, name: str = "network.json") -> NetworkFile:
    """Read the networks that the bytes of a file hold; `name` is what places call it.

    >>> parse(b'{"nodes": ["z", "a"], "ordinary": [["z", 3, "a"]], "contingent": []}').networks[0].network.requirements
    (Within(earlier='z', later='a', least=None, most=3, clause='', where=()),)
    """
    faults = Faults()
    found = tuple(_networks(raw, name, faults))
    if not found and not faults.fatal:
        faults.note(NO_NETWORK, f"{name} holds nothing that reads as a network", Place(name, 1, 1))
    return NetworkFile(name, () if faults.fatal else found, tuple(faults.found))


def _networks(raw: bytes, name: str, faults: Faults) -> Iterator[Named]:
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"#"):
        yield from _plain_text(raw, name, faults)
        return
    lines = [(row, line) for row, line in enumerate(raw.split(b"\n")) if line.strip()]
    if len(lines) > 1 and all(line.strip()[:1] + line.strip()[-1:] == b"{}" for _, line in lines):
        for row, line in lines:
            each = plaintree.read(_json_name(name), line, faults, above=row)
            if each is not None:
                yield from _Reader(each, name, faults).named(f"{row + 1}")
        return
    tree = plaintree.read(_json_name(name), raw, faults)
    if tree is not None:
        yield from _Reader(tree, name, faults).named(re.sub(r"\.[a-zA-Z]+$", "", name))


def _json_name(name: str) -> str:
    return name if name.lower().endswith((".json", ".jsonl")) else f"{name}.json"


@dataclass(frozen=True, slots=True)
class _Bound:
    """A bound as written: numbers exact, None for none; `owned` marks a duration that others decide."""

    earlier: str
    later: str
    least: Fraction | None
    most: Fraction | None
    owned: bool = False
    place: Place | None = None


class _Reader:
    """Turns the tree of one network into values, noting what is wrong with its place."""

    def __init__(self, tree: Node, name: str, faults: Faults) -> None:
        self.tree, self.name, self.faults = tree, name, faults

    def named(self, fallback: str) -> Iterator[Named]:
        held = self.tree.entries
        if "constraints" in held:
            points, bounds = self._constraints()
        elif "ordinary" in held or "contingent" in held:
            points, bounds = self._edges()
        else:
            self.faults.note(NO_NETWORK, "neither `constraints` nor `ordinary` edges stand here", self.tree.place)
            return
        own = held.get("id")
        yield from _scaled((own.text if own else None) or fallback, points, bounds, self.faults)

    def _constraints(self) -> tuple[list[str], list[_Bound]]:
        bounds = [self._constraint(each) for each in self.tree.entries["constraints"].items]
        nodes = self.tree.entries.get("nodes")
        listed = [(self._word(each, "node_id"), each) for each in (nodes.items if nodes else [])]
        windows = [
            _Bound("0", point, self._days(each, "min_domain") or Fraction(0), self._days(each, "max_domain"))
            for point, each in listed
            if "max_domain" in each.entries and point != "0"
        ]
        told = [bound for bound in (*bounds, *windows) if bound is not None]
        ends = (end for bound in told for end in (bound.earlier, bound.later))
        return list(dict.fromkeys(("0", *(point for point, _ in listed), *ends))), told

    def _constraint(self, node: Node) -> _Bound | None:
        first, second = self._word(node, "first_node"), self._word(node, "second_node")
        kind = self._word(node, "type")
        if kind not in ("stc", "stcu"):
            self.faults.note(LACKING, f"`type` is {kind!r}, neither stc nor stcu", node.place)
            return None
        least, most = self._days(node, "min_duration"), self._days(node, "max_duration")
        return _Bound(first, second, least, most, kind == "stcu", node.place)

    def _edges(self) -> tuple[list[str], list[_Bound]]:
        held = self.tree.entries
        points = [each.text or "" for each in held["nodes"].items] if "nodes" in held else []
        bounds = []
        for each in held["ordinary"].items if "ordinary" in held else []:
            if len(parts := each.items) != 3:
                self.faults.note(LACKING, "an ordinary edge is [from, days, to]", each.place)
                continue
            bounds.append(_Bound(*self._ends(parts), None, self._number(parts[1]), place=each.place))
        for each in held["contingent"].items if "contingent" in held else []:
            if len(parts := each.items) != 4:
                self.faults.note(LACKING, "a contingent link is [start, least, greatest, end]", each.place)
                continue
            ends = self._number(parts[1]), self._number(parts[2])
            bounds.append(_Bound(*self._ends(parts), *ends, True, each.place))
        _known(points, bounds, self.faults)
        return points, bounds

    def _ends(self, parts: list[Node]) -> tuple[str, str]:
        return parts[0].text or "", parts[-1].text or ""

    def _word(self, node: Node, key: str) -> str:
        held = node.entries.get(key)
        if held is None or held.text is None:
            self.faults.note(LACKING, f"`{key}` is missing", node.place)
            return ""
        return held.text

    def _days(self, node: Node, key: str) -> Fraction | None:
        held = node.entries.get(key)
        if held is None:
            self.faults.note(LACKING, f"`{key}` is missing", node.place)
            return None
        return self._number(held)

    def _number(self, node: Node) -> Fraction | None:
        return _exact(node.text or "", node.place, self.faults)


_NO_BOUND = re.compile(r"[+-]?inf(inity)?|null", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?")


def _exact(text: str, place: Place | None, faults: Faults) -> Fraction | None:
    if _NO_BOUND.fullmatch(text):
        return None
    if not _NUMBER.fullmatch(text):
        faults.note(NOT_DAYS, f"{text[:60]!r} is no number", place)
        return None
    return Fraction(text)


def _plain_text(raw: bytes, name: str, faults: Faults) -> Iterator[Named]:
    """The plain text of the CSTNU Tool: sections under lines that begin with #."""
    try:
        lines = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        faults.note(NO_NETWORK, f"byte {raw[error.start]:#04x} is not UTF-8", Place(name, row, 1))
        return
    section = ""
    points: list[str] = []
    bounds: list[_Bound] = []
    for row, line in enumerate(lines, 1):
        place, words = Place(name, row, 1, line[:200]), line.replace("'", "").split()
        if line.startswith("#"):
            section = line.lstrip("# ").lower()
        elif words and section.startswith("time-point"):
            points += words
        elif words and section.startswith("ordinary") and len(words) == 3:
            bounds.append(_Bound(words[0], words[2], None, _exact(words[1], place, faults), place=place))
        elif words and section.startswith("contingent") and len(words) == 4:
            least, most = (_exact(each, place, faults) for each in words[1:3])
            bounds.append(_Bound(words[0], words[3], least, most, True, place))
        elif words and section.startswith(("ordinary", "contingent")):
            faults.note(LACKING, "an edge is `from days to`, a contingent link `start least greatest end`", place)
    _known(points, bounds, faults)
    yield from _scaled(re.sub(r"\.[a-zA-Z]+$", "", name), points, bounds, faults)


def _known(points: list[str], bounds: list[_Bound], faults: Faults) -> None:
    """Note every bound to a point that is not listed."""
    listed = set(points)
    for bound in bounds:
        for point in (bound.earlier, bound.later):
            if point not in listed:
                faults.note(NO_POINT, f"{point!r} is not among the points", bound.place, faults.likely(point, points))


def _scaled(slug: str, points: list[str], bounds: list[_Bound], faults: Faults) -> Iterator[Named]:
    """The network in whole numbers, if nothing is wrong with its durations."""
    faults.repeated(points, "points are called", bounds[0].place if bounds and bounds[0].place else Place(slug, 1, 1))
    ended: set[str] = set()
    for each in (bound for bound in bounds if bound.owned):
        said = f"from {each.earlier!r} to {each.later!r}"
        if each.least is None or each.most is None or each.least > each.most:
            faults.note(NOT_A_DURATION, f"{said} there is no such duration", each.place)
        elif each.later in ended or each.earlier == each.later:
            faults.note(NOT_A_DURATION, f"{each.later!r} ends a duration a second time, or its own", each.place)
        elif each.least < 0:
            faults.note(BACKWARDS, f"{said} the least length is below 0", each.place)
        ended.add(each.later)
    if faults.fatal or not points:
        return
    scale = lcm(*(end.denominator for bound in bounds for end in (bound.least, bound.most) if end is not None))

    def whole(days: Fraction | None) -> int | None:
        return None if days is None else int(days * scale)

    requirements, contingents = [], []
    for each in bounds:
        least, most = whole(each.least), whole(each.most)
        if each.owned and least is not None and most is not None:
            contingents.append(Contingent(each.earlier, each.later, least, most))
        else:
            requirements.append(Within(each.earlier, each.later, least, most))
    yield Named(slug, Network(tuple(points), tuple(requirements), tuple(contingents)), scale)
