"""Which rankings of one party would make a state hold, while what all others want stays as it is.

The inverse question of the graph model (Kinsara, Kilgour and Hipel 2015), answered as conditions on the ranking rather
than by trying rankings one by one. A party's own stability rests on nothing but which states it ranks above the state
asked about. What others think of the state can rest on it too: under SEQ and SIM they count on its improving moves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from math import factorial

from detente.bargain.conflict import Conflict, Moves, Party, halves
from detente.bargain.rankings import Comparison, Group, share_of_rankings
from detente.bargain.stability import Concept
from detente.errors import NoAnswer

MOST_COMPARED = 2_000_000
"""How often one way to answer a move is held against another before the question is given up, seconds later."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so for `party` not to move from the state to `move`: at least one of the groups in `either`.

    A group holds when all its comparisons do, in the ranking of the party asked about. For a condition of that party's
    own a tie is enough; for one of another party the first state must be strictly better. No group: nothing will do.
    """

    party: str
    move: int
    either: tuple[tuple[Comparison, ...], ...]


@dataclass(frozen=True, slots=True)
class Inverse:
    """The conditions under which `state` is stable for `party`, and those under which all others stay as well.

    All of `own` must hold for stability, all of `own` and `others` for equilibrium. Counts are of strict rankings of
    all states and are worked out when asked for; NoAnswer where that would take too long.
    """

    party: str
    state: int
    concept: Concept
    states: int
    own: tuple[Condition, ...]
    others: tuple[Condition, ...]

    @property
    def rankings(self) -> int:
        """How many strict rankings there are."""
        return factorial(self.states)

    @property
    def stable_share(self) -> Fraction:
        """The share of them that make the state stable for the party."""
        return share_of_rankings(condition.either for condition in self.own)

    @property
    def equilibrium_share(self) -> Fraction:
        """The share of them that make the state an equilibrium."""
        return share_of_rankings(condition.either for condition in self.own + self.others)

    @property
    def stable_rankings(self) -> int:
        return int(self.stable_share * self.rankings)

    @property
    def equilibrium_rankings(self) -> int:
        return int(self.equilibrium_share * self.rankings)

    def __str__(self) -> str:
        """The conditions in words, one a line."""
        own = (_own_line(self.state, condition) for condition in self.own)
        others = (_other_line(self.party, condition) for condition in self.others)
        return "\n".join([*own, *others]) or "any ranking will do"


def inverse(conflict: Conflict, party: str, state: int, concept: Concept) -> Inverse:
    """What `party` would have to want for `state` to be stable for it, and for all.

    `state` is numbered as in `conflict.states`. Raises UnknownName; NoAnswer when others can answer in too many ways.

    >>> from detente.bargain.conflict import prisoners
    >>> found = inverse(prisoners(), "one", 4, Concept.SEQ)
    >>> print(found)
    either 1 is not ranked above 4, or 3 is not ranked above 4
    or else two leaves for 2: one ranks 1 above 2
    >>> found.stable_rankings, found.equilibrium_rankings, found.rankings
    (16, 7, 24)
    """
    asked, row = conflict.party(party), conflict.row(state)
    others = [other for other in conflict.parties if other is not asked]
    own = _asking(_own_conditions(conflict, asked, row, concept))
    theirs = (each for other in others for each in _others_conditions(conflict, other, asked, row, concept))
    return Inverse(party, state, concept, len(conflict.states), own, _asking(theirs))


def _own_conditions(conflict: Conflict, asked: Party, row: int, concept: Concept) -> Iterator[Condition]:
    """For each move the party has: it is no improvement, or some answer to it leaves the party no better off."""
    improving = concept in (Concept.SEQ, Concept.SIM)
    worth = _worth(conflict, asked, concept)
    steps = [
        _unlabelled(other.improving if improving else other.moves) for other in conflict.parties if other is not asked
    ]
    for move in asked.moves.after(row):
        groups = [{move}]
        if concept is not Concept.NASH:
            start = row if concept is Concept.SIM else move
            reached = [end for end, _ in _answers(start, steps, stop=None)]
            groups += [ranked for end in reached if (ranked := worth(move, end))]
        yield _condition(
            conflict, asked, move, [[Comparison(row, other) for other in group - {row}] for group in groups]
        )


def _others_conditions(
    conflict: Conflict, other: Party, asked: Party, row: int, concept: Concept
) -> Iterator[Condition]:
    """For each improving move of another party: what the party asked about must prefer for the move to be answered."""
    improving = concept in (Concept.SEQ, Concept.SIM)
    steps = [
        _labelled(party.moves)
        if improving and party is asked
        else _unlabelled(party.improving if improving else party.moves)
        for party in conflict.parties
        if party is not other
    ]
    worth = _worth(conflict, other, concept)
    for move in other.improving.after(row):

        def sanctions(end: int, move: int = move) -> bool:
            ranked = worth(move, end)
            return bool(ranked) and all(other.rank[each] <= other.rank[row] for each in ranked)

        found: list[Group] = []
        if concept is not Concept.NASH:
            start = row if concept is Concept.SIM else move
            found = [label for _, label in _answers(start, steps, stop=sanctions)]
        yield _condition(conflict, other, move, found)


def _worth(conflict: Conflict, party: Party, concept: Concept) -> Callable[[int, int], set[int]]:
    """Of a move and an answer to it: the states the party may end in, none of which may be better. None: no answer."""
    if concept is Concept.SMR:
        return lambda _, answer: {answer, *party.moves.after(answer)}
    if concept is not Concept.SIM:
        return lambda _, answer: {answer}
    cut = halves(conflict, party.options)

    def joined(move: int, answer: int) -> set[int]:
        row = int(cut.joined(cut.own[move], cut.rest[answer]))
        return {row} if row >= 0 else set()

    return joined


_Steps = Callable[[int], Iterable[tuple[int, Group]]]
"""From a state, one move away, with the comparisons that make the move an improvement."""


def _unlabelled(moves: Moves) -> _Steps:
    return lambda row: ((end, frozenset()) for end in moves.after(row))


def _labelled(moves: Moves) -> _Steps:
    return lambda row: ((end, frozenset([Comparison(end, row)])) for end in moves.after(row))


def _answers(start: int, movers: Sequence[_Steps], *, stop: Callable[[int], bool] | None) -> list[tuple[int, Group]]:
    """Where legal sequences lead, each with a least set of comparisons they rest on.

    With `stop`, only the ends it is true of, each set of comparisons once. Fewest comparisons come first.
    """
    found: list[tuple[int, Group]] = []
    seen: dict[tuple[int, int], list[Group]] = {}
    waiting: list[tuple[int, int, int, int, Group]] = [(0, 0, start, -1, frozenset())]
    pushed = compared = 0
    while waiting:
        _, _, row, last, label = heappop(waiting)
        for mover, steps in enumerate(movers):
            if mover == last:
                continue
            for end, needs in steps(row):
                whole = label | needs
                known = seen.setdefault((end, mover), [])
                compared += 1 + len(known) + (len(found) if stop else 0)
                if compared > MOST_COMPARED:
                    raise NoAnswer("the other parties can answer in too many ways to list what each rests on")
                if any(each <= whole for each in known) or (needs and _circular(whole)):
                    continue
                if stop is not None and any(each <= whole for _, each in found):
                    continue
                known.append(whole)
                pushed += 1
                heappush(waiting, (len(whole), pushed, end, mover, whole))
                if stop is None or stop(end):
                    found.append((end, whole))
    return found


def _circular(group: Group) -> bool:
    """Whether no ranking can hold all these comparisons."""
    left = set(group)
    while left:
        below = {each.below for each in left}
        on_top = {each for each in left if each.above not in below}
        if not on_top:
            return True
        left -= on_top
    return False


def _condition(conflict: Conflict, party: Party, move: int, groups: Iterable[Iterable[Comparison]]) -> Condition:
    """The same in the file's numbers, without groups that ask for more than another does."""
    kept: list[Group] = []
    for group in sorted({frozenset(each) for each in groups}, key=len):
        if not any(less <= group for less in kept):
            kept.append(group)
    numbered = (
        tuple(sorted(Comparison(conflict.states[each.above], conflict.states[each.below]) for each in group))
        for group in kept
    )
    return Condition(party.name, conflict.states[move], tuple(sorted(numbered, key=lambda group: (len(group), group))))


def _asking(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Those that ask for anything at all."""
    return tuple(condition for condition in conditions if () not in condition.either)


def _own_line(state: int, condition: Condition) -> str:
    ways = [_listed([each.below for each in group]) + f" not ranked above {state}" for group in condition.either]
    return f"either {', or '.join(ways)}" if len(ways) > 1 else "".join(ways)


def _listed(states: Sequence[int]) -> str:
    if len(states) == 1:
        return f"{states[0]} is"
    return f"{', '.join(map(str, states[:-1]))} and {states[-1]} are"


def _other_line(asked: str, condition: Condition) -> str:
    ways = [" and ".join(f"{each.above} above {each.below}" for each in group) for group in condition.either]
    if not ways:
        return f"whatever {asked} wants, {condition.party} leaves for {condition.move}"
    return f"or else {condition.party} leaves for {condition.move}: {asked} ranks {', or '.join(ways)}"
