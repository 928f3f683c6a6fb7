"""Which states of a conflict would hold: nobody gains by leaving, given how far each party looks ahead.

Five answers to "what might the others do if I moved?", after Fang, Hipel and Kilgour (1993), for any number of
parties; the others answer by legal sequences. A state is stable for a party when it has no improving move, or when
each one is met by an answer after which the party stands no better than before; equilibrium: stable for all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from detente.bargain.conflict import Conflict, Halves, Moves, Party, Ranks, Truths, halves
from detente.bargain.sequences import COLUMNS, NEVER, joint_moves, least_after, least_reached
from detente.errors import UnknownName


class Concept(StrEnum):
    """How a party thinks that the others answer an improving move of its own."""

    NASH = "nash"
    """Not at all (Nash 1950)."""
    GMR = "gmr"
    """By any moves they have, whatever it costs them: general metarationality (Howard 1971)."""
    SMR = "smr"
    """As in GMR, and the party then has no move that leaves it better off: symmetric metarationality (Howard 1971)."""
    SEQ = "seq"
    """By moves that improve matters for whoever makes them: sequential stability (Fraser and Hipel 1979)."""
    SIM = "sim"
    """At the same time: they improve from where it stood, and both halves come true (Fraser and Hipel 1979)."""


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """Which states are stable for whom under which concept.

    `stable` is (concepts, blocs, states), concepts in the order of `Concept`. A bloc is a party, or a coalition.
    """

    states: tuple[int, ...]
    blocs: tuple[tuple[str, ...], ...]
    stable: Truths

    def stable_for(self, bloc: str | Sequence[str], concept: Concept) -> tuple[int, ...]:
        """The states that are stable for one party or coalition. Raises UnknownName.

        >>> from detente.bargain.conflict import prisoners
        >>> stability(prisoners()).stable_for("one", Concept.SEQ)
        (1, 3, 4)
        """
        members = (bloc,) if isinstance(bloc, str) else tuple(bloc)
        if members not in self.blocs:
            raise UnknownName("bloc", " + ".join(members), (" + ".join(each) for each in self.blocs))
        return self._numbers(self.stable[_ORDER[concept], self.blocs.index(members)])

    def equilibria(self, concept: Concept) -> tuple[int, ...]:
        """The states that are stable for every bloc."""
        return self._numbers(self.stable[_ORDER[concept]].all(axis=0))

    @property
    def nash(self) -> tuple[int, ...]:
        return self.equilibria(Concept.NASH)

    @property
    def gmr(self) -> tuple[int, ...]:
        return self.equilibria(Concept.GMR)

    @property
    def smr(self) -> tuple[int, ...]:
        return self.equilibria(Concept.SMR)

    @property
    def seq(self) -> tuple[int, ...]:
        return self.equilibria(Concept.SEQ)

    @property
    def sim(self) -> tuple[int, ...]:
        return self.equilibria(Concept.SIM)

    def _numbers(self, stable: Truths) -> tuple[int, ...]:
        return tuple(self.states[row] for row in np.flatnonzero(stable))


_ORDER = {concept: row for row, concept in enumerate(Concept)}


def stability(conflict: Conflict, *, coalitions: Sequence[Sequence[str]] = ()) -> Stability:
    """Judge every state for every party, or for the coalitions named and every party outside them.

    A coalition moves by legal sequences of its members; a move improves when every member ranks it higher, and is met
    as soon as one member stands no better (Kilgour, Hipel, Fang and Peng 2001; Inohara and Hipel 2008).
    Raises UnknownName; a party in two coalitions is a ValueError.

    >>> from detente.bargain.conflict import prisoners
    >>> found = stability(prisoners())
    >>> found.nash, found.seq
    ((1,), (1, 4))
    >>> stability(prisoners(), coalitions=[("one", "two")]).nash
    (2, 3, 4)
    """
    blocs = [_bloc(conflict, members) for members in _partition(conflict, coalitions)]
    stable = [_judged(bloc, [other for other in blocs if other is not bloc]) for bloc in blocs]
    return Stability(conflict.states, tuple(bloc.names for bloc in blocs), np.stack(stable, axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class _Bloc:
    """Parties that act as one; `ranks` is (members, states)."""

    names: tuple[str, ...]
    ranks: Ranks
    moves: Moves
    improving: Moves
    halves: Halves


def _partition(conflict: Conflict, coalitions: Sequence[Sequence[str]]) -> list[tuple[Party, ...]]:
    joined = [tuple(conflict.party(name) for name in members) for members in coalitions if members]
    names = [party.name for members in joined for party in members]
    if len(names) != len(set(names)):
        raise ValueError("a party can stand in one coalition only, and once in it")
    return joined + [(party,) for party in conflict.parties if party.name not in names]


def _bloc(conflict: Conflict, members: tuple[Party, ...]) -> _Bloc:
    ranks = np.stack([party.rank for party in members])
    moves = members[0].moves if len(members) == 1 else joint_moves([party.moves for party in members])
    better: Truths = ranks[:, moves.ends] > ranks[:, moves.origins]
    improving = moves.only(np.logical_and.reduce(better, axis=0))
    options = tuple(column for party in members for column in party.options)
    return _Bloc(tuple(party.name for party in members), ranks, moves, improving, halves(conflict, options))


def _judged(bloc: _Bloc, others: Sequence[_Bloc]) -> Truths:
    """Which states are stable for a bloc: (concepts, states)."""
    free, improving = [other.moves for other in others], [other.improving for other in others]
    met = {
        Concept.NASH: np.zeros(bloc.improving.ends.size, dtype=bool),
        Concept.GMR: _met_after(bloc, bloc.ranks, free),
        Concept.SMR: _met_for_good(bloc, free),
        Concept.SEQ: _met_after(bloc, bloc.ranks, improving),
        Concept.SIM: _met_at_once(bloc, improving),
    }
    stable = np.ones((len(Concept), bloc.ranks.shape[1]), dtype=bool)
    for concept, row in _ORDER.items():
        stable[row, bloc.improving.origins[~met[concept]]] = False
    return stable


def _met_after(bloc: _Bloc, ranks: Ranks, answers: Sequence[Moves]) -> Truths:
    """Of each improving move, whether an answer to it leaves some member no better than before: (arrows,).

    `ranks`, (members, states), is what a state is worth to a member once it has been answered with.
    """
    least = np.stack([least_reached(rank, answers) for rank in ranks])
    met: Truths = np.logical_or.reduce(least[:, bloc.improving.ends] <= bloc.ranks[:, bloc.improving.origins], axis=0)
    return met


def _met_for_good(bloc: _Bloc, answers: Sequence[Moves]) -> Truths:
    """The same, counting only answers from which no move of the bloc's own leaves every member better than before."""
    if len(bloc.ranks) > 1:
        return _met_for_good_by_origin(bloc, answers)
    rank = bloc.ranks[0]
    best = np.maximum(rank, -least_after(-rank, bloc.moves))  # NEVER, negated, is less than any rank
    return _met_after(bloc, best[np.newaxis], answers)


def _met_for_good_by_origin(bloc: _Bloc, answers: Sequence[Moves]) -> Truths:
    """For a coalition, whose members may each be held back elsewhere, every origin is a question of its own."""
    origins, ends = bloc.improving.origins, bloc.improving.ends
    met = np.zeros(ends.size, dtype=bool)
    asked = np.unique(origins)
    for first in range(0, asked.size, COLUMNS):
        before = asked[first : first + COLUMNS]
        better = (bloc.ranks[:, :, np.newaxis] > bloc.ranks[:, np.newaxis, before]).all(axis=0)
        escapes = better | (least_after(np.where(better, 0, NEVER).astype(np.int32), bloc.moves) == 0)
        held = least_reached(escapes.astype(np.int32), answers) == 0
        here = (origins >= before[0]) & (origins <= before[-1])
        met[here] = held[ends[here], np.searchsorted(before, origins[here])]
    return met


def _met_at_once(bloc: _Bloc, answers: Sequence[Moves]) -> Truths:
    """The same where the others improve from the origin, and their half and the bloc's own come true together.

    Every half the bloc might move to is one question. A joined state that the conflict does not have meets nothing.
    """
    origins, ends = bloc.improving.origins, bloc.improving.ends
    half_moved_to = bloc.halves.own[ends]
    met = np.zeros(ends.size, dtype=bool)
    asked = np.unique(half_moved_to) if answers else half_moved_to[:0]
    for first in range(0, asked.size, COLUMNS):
        wanted = asked[first : first + COLUMNS]
        joined = bloc.halves.joined(wanted[np.newaxis, :], bloc.halves.rest[:, np.newaxis])
        here = (half_moved_to >= wanted[0]) & (half_moved_to <= wanted[-1])
        column = np.searchsorted(wanted, half_moved_to[here])
        for rank in bloc.ranks:
            least = least_reached(np.where(joined >= 0, rank[joined], NEVER), answers)
            met[here] |= least[origins[here], column] <= rank[origins[here]]
    return met
