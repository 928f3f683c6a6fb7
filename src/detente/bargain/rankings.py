"""How many rankings meet a set of conditions, counted exactly and without walking through them.

A ranking puts every state above or below every other (ties are left out of counts). Conditions are comparisons of two
states, joined: every clause must hold, a clause holds when one of its groups does, a group when all its comparisons do.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from fractions import Fraction
from functools import reduce
from math import comb, prod
from typing import NamedTuple, TypeVar

from detente.errors import NoAnswer

MOST_STEPS = 10_000
"""How far a count may branch before it is given up, seconds later, rather than let run for hours."""


class Comparison(NamedTuple):
    """One state ranked over another."""

    above: int
    below: int


Group = frozenset[Comparison]
Clause = frozenset[Group]
Formula = frozenset[Clause]


def share_of_rankings(clauses: Iterable[Iterable[Iterable[Comparison]]]) -> Fraction:
    """The share of all strict rankings that meet every clause; states not named do not matter.

    Raises NoAnswer when the clauses are too entangled to be counted in MOST_STEPS steps.

    >>> share_of_rankings([[[Comparison(2, 1)]], [[Comparison(2, 3)]]])
    Fraction(1, 3)
    """
    given = (frozenset(frozenset(group) for group in clause) for clause in clauses)
    formula = frozenset(clause for clause in given if frozenset() not in clause)
    pivots = {each.above for clause in formula for group in clause for each in group}
    try:
        return _share_about_one_state(formula) if len(pivots) == 1 else _Placing().share(formula)
    except RecursionError:
        raise _given_up() from None


def _given_up() -> NoAnswer:
    return NoAnswer(
        "the conditions are too entangled for an exact count of rankings; the conditions themselves are complete"
    )


_Each = TypeVar("_Each", bound=Hashable)


def _apart(clauses: frozenset[_Each], names_in: Callable[[_Each], set[int]]) -> list[frozenset[_Each]]:
    """The clauses in parts that share no name."""
    parts: list[tuple[set[int], set[_Each]]] = []
    for clause in clauses:
        names, joined = names_in(clause), {clause}
        apart: list[tuple[set[int], set[_Each]]] = []
        for part in parts:
            if part[0].isdisjoint(names):
                apart.append(part)
            else:
                names, joined = names | part[0], joined | part[1]
        parts = [*apart, (names, joined)]
    return [frozenset(joined) for _, joined in parts]


class _Placing:
    """Counts by placing the states from the best down, remembering what is left of the conditions.

    A comparison is settled once the first of its two states is placed, so what is left speaks of unplaced states
    alone, and its share depends on nothing else.
    """

    def __init__(self) -> None:
        self.known: dict[Formula, Fraction] = {}

    def share(self, formula: Formula) -> Fraction:
        if not formula:
            return Fraction(1)
        if frozenset() in formula:
            return Fraction(0)
        if formula not in self.known:
            if len(self.known) >= MOST_STEPS:
                raise _given_up()
            self.known[formula] = self._counted(formula)
        return self.known[formula]

    def _counted(self, formula: Formula) -> Fraction:
        parts = _apart(formula, _states_in)
        if len(parts) > 1:
            return prod((self.share(part) for part in parts), start=Fraction(1))
        states = set().union(*map(_states_in, formula))
        return sum((self.share(_with_best(formula, state)) for state in states), Fraction(0)) / len(states)


def _states_in(clause: Clause) -> set[int]:
    return {state for group in clause for each in group for state in each}


def _with_best(formula: Formula, best: int) -> Formula:
    """What is left of the conditions once `best` stands over all states still to be placed."""
    left = set()
    for clause in formula:
        groups = frozenset(
            frozenset(each for each in group if each.above != best)
            for group in clause
            if all(each.below != best for each in group)
        )
        if frozenset() not in groups:
            left.add(groups)
    return frozenset(left)


# All comparisons say "not above one and the same state". Draw a ranking by giving every state a height, uniform on
# [0, 1]: with that state at height u, every other is below it with chance u, independently of the rest. So the share is
# the integral over u of a polynomial, kept as {(a, b): coefficient of u^a (1 - u)^b}: few terms, however many states.

Polynomial = dict[tuple[int, int], int]
_Event = int
_Events = frozenset[frozenset[frozenset[_Event]]]


def _share_about_one_state(formula: Formula) -> Fraction:
    events = frozenset(frozenset(frozenset(each.below for each in group) for group in clause) for clause in formula)
    below = {event: ({(1, 0): 1}, {(0, 1): 1}) for clause in events for group in clause for event in group}
    return _integral(_Chances(below).of(events))


class _Chances:
    """The chance that clauses of independent events hold, as a polynomial in u."""

    def __init__(self, chances: dict[_Event, tuple[Polynomial, Polynomial]]) -> None:
        self.chances = chances  # of the event, and of its opposite
        self.known: dict[_Events, Polynomial] = {}
        self.merged: dict[tuple[bool, frozenset[_Event]], _Event] = {}
        self.steps = 0

    def of(self, clauses: _Events) -> Polynomial:
        if not clauses:
            return {(0, 0): 1}
        if frozenset() in clauses:
            return {}
        if clauses not in self.known:
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise _given_up()
            self.known[clauses] = self._split(self._smaller(clauses))
        return self.known[clauses]

    def _split(self, clauses: _Events) -> Polynomial:
        parts = _apart(clauses, _events_in)
        if len(parts) > 1:
            return reduce(_times, (self.of(part) for part in parts))
        counts = Counter(event for clause in clauses for event in _events_in(clause))
        event = max(counts, key=lambda each: (counts[each], -each))
        so, not_so = self.chances[event]
        held = _times(so, self.of(_held(clauses, event)))
        return _plus(held, _times(not_so, self.of(_failed(clauses, event))))

    def _smaller(self, clauses: _Events) -> _Events:
        """The same chance with fewer events: those that always stand together, or always for each other, become one."""
        while True:
            together = self._merge(clauses, either=False)
            fewer = self._merge(together, either=True)
            if fewer == clauses:
                return clauses
            clauses = fewer

    def _merge(self, clauses: _Events, *, either: bool) -> _Events:
        places: dict[_Event, set[object]] = {}
        for clause in clauses:
            for group in clause:
                for event in group:
                    # Events are alike when they stand in the same groups; or alone, as groups of the same clauses.
                    place: object = (
                        (clause if len(group) == 1 else (clause, group, event)) if either else (clause, group)
                    )
                    places.setdefault(event, set()).add(place)
        alike: dict[frozenset[object], set[_Event]] = {}
        for event, where in places.items():
            alike.setdefault(frozenset(where), set()).add(event)
        renamed = {
            event: self._one_for(frozenset(events), either=either)
            for events in alike.values()
            if len(events) > 1
            for event in events
        }
        if not renamed:
            return clauses
        return frozenset(
            frozenset(frozenset(renamed.get(event, event) for event in group) for group in clause) for clause in clauses
        )

    def _one_for(self, events: frozenset[_Event], *, either: bool) -> _Event:
        key = (either, events)
        if key not in self.merged:
            chance = reduce(_times, (self.chances[event][either] for event in events))
            self.merged[key] = max(self.chances) + 1
            self.chances[self.merged[key]] = (_not(chance), chance) if either else (chance, _not(chance))
        return self.merged[key]


def _events_in(clause: frozenset[frozenset[_Event]]) -> set[_Event]:
    return set().union(*clause)


def _held(clauses: _Events, event: _Event) -> _Events:
    left = (frozenset(group - {event} for group in clause) for clause in clauses)
    return frozenset(clause for clause in left if frozenset() not in clause)


def _failed(clauses: _Events, event: _Event) -> _Events:
    return frozenset(frozenset(group for group in clause if event not in group) for clause in clauses)


def _times(left: Polynomial, right: Polynomial) -> Polynomial:
    product: Polynomial = {}
    for (a, b), factor in left.items():
        for (c, d), term in right.items():
            product[a + c, b + d] = product.get((a + c, b + d), 0) + factor * term
    return product


def _plus(left: Polynomial, right: Polynomial) -> Polynomial:
    return {powers: left.get(powers, 0) + right.get(powers, 0) for powers in left | right}


def _not(chance: Polynomial) -> Polynomial:
    return _plus({(0, 0): 1}, {powers: -term for powers, term in chance.items()})


def _integral(chance: Polynomial) -> Fraction:
    """Over u from 0 to 1: that of u^a (1 - u)^b is a! b! / (a + b + 1)!."""
    terms = (Fraction(term, (a + b + 1) * comb(a + b, a)) for (a, b), term in chance.items())
    return sum(terms, Fraction(0))
