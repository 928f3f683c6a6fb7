"""A conflict as a graph: the states it may stand in, who can move it from which to which, and how each ranks them.

The graph model for conflict resolution (Fang, Hipel and Kilgour 1993). A state says of every option whether it is
taken. People know states by the numbers of their file; arrays know them by `row`, 0 first. A rank is an ordinal: only
greater, equal and less mean anything, and never between two parties.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import UnknownName

Rows = NDArray[np.int32]
Ranks = NDArray[np.int32]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Arrows from state to state, sorted by where they begin.

    Those from `row` end in `ends[starts[row]:starts[row + 1]]`; `starts` is (states + 1,), `ends` is (arrows,).
    """

    starts: Rows
    ends: Rows

    @property
    def origins(self) -> Rows:
        """Where each arrow begins: (arrows,)."""
        return np.repeat(np.arange(self.starts.size - 1, dtype=np.int32), np.diff(self.starts))

    def after(self, row: int) -> list[int]:
        """The rows one move away."""
        found: list[int] = self.ends[self.starts[row] : self.starts[row + 1]].tolist()
        return found

    def only(self, kept: Truths) -> "Moves":
        """The arrows that `kept`, (arrows,), is true of."""
        return _sorted_moves(self.origins[kept], self.ends[kept], self.starts.size - 1)


def moves(origins: Iterable[int] | Rows, ends: Iterable[int] | Rows, states: int) -> Moves:
    """Arrows from `origins` to `ends`, row by row; an arrow given twice counts once, one to its own origin not at all.

    >>> moves([2, 0, 0], [1, 2, 1], 3).after(0)
    [1, 2]
    """
    pairs = np.array([np.asarray(origins, dtype=np.int64), np.asarray(ends, dtype=np.int64)]).reshape(2, -1)
    keys = np.unique((pairs[0] * states + pairs[1])[pairs[0] != pairs[1]])
    return _sorted_moves((keys // states).astype(np.int32), (keys % states).astype(np.int32), states)


@dataclass(frozen=True, slots=True, eq=False)
class Party:
    """One who moves: `options` are the columns it controls, `rank` is (states,), greater where better liked."""

    name: str
    options: tuple[int, ...]
    rank: Ranks
    moves: Moves

    @property
    def improving(self) -> Moves:
        """Its moves to a state it ranks higher; a tie is no improvement."""
        return self.moves.only(self.rank[self.moves.ends] > self.rank[self.moves.origins])


@dataclass(frozen=True, slots=True, eq=False)
class Conflict:
    """States, options and parties; `taken` is (states, options), no two rows of it alike."""

    states: tuple[int, ...]
    options: tuple[str, ...]
    taken: Truths
    parties: tuple[Party, ...]

    def row(self, state: int) -> int:
        """Where a state stands in the arrays. Raises UnknownName."""
        if state not in self.states:
            raise UnknownName("state", str(state), map(str, self.states))
        return self.states.index(state)

    def party(self, name: str) -> Party:
        """The party of that name. Raises UnknownName."""
        for party in self.parties:
            if party.name == name:
                return party
        raise UnknownName("party", name, (party.name for party in self.parties))


@dataclass(frozen=True, slots=True, eq=False)
class Halves:
    """Every state as two halves: which options of some parties are taken, and which of all the others.

    `own` and `rest` are (states,): the number of each state's half. `keys` and `rows` find a state by both numbers.
    """

    own: Rows
    rest: Rows
    keys: NDArray[np.int64]
    rows: Rows

    def joined(self, own: Rows, rest: Rows) -> Rows:
        """The row of the state made of these halves, -1 where the conflict has no such state; shapes broadcast."""
        wanted = own.astype(np.int64) * self.rows.size + rest
        spot = np.minimum(np.searchsorted(self.keys, wanted), self.keys.size - 1)
        return np.where(self.keys[spot] == wanted, self.rows[spot], -1).astype(np.int32)


def halves(conflict: Conflict, options: tuple[int, ...]) -> Halves:
    """The states split into the columns `options` and the rest.

    >>> dilemma = prisoners()
    >>> cut = halves(dilemma, dilemma.party("one").options)
    >>> int(cut.joined(cut.own[1], cut.rest[2]))  # one cooperates as in row 1, two as in row 2
    3
    """
    chosen = np.isin(np.arange(len(conflict.options)), options)
    own, rest = _numbered(conflict.taken[:, chosen]), _numbered(conflict.taken[:, ~chosen])
    keys = own.astype(np.int64) * own.size + rest
    order = np.argsort(keys)
    return Halves(own, rest, keys[order], order.astype(np.int32))


def prisoners() -> Conflict:
    """The prisoner's dilemma, states 1 to 4: the smallest conflict where the concepts differ."""
    taken = np.array([[False, False], [True, False], [False, True], [True, True]])
    return Conflict(
        states=(1, 2, 3, 4),
        options=("one cooperates", "two cooperates"),
        taken=taken,
        parties=(
            Party("one", (0,), np.array([2, 1, 4, 3], dtype=np.int32), moves([0, 1, 2, 3], [1, 0, 3, 2], 4)),
            Party("two", (1,), np.array([2, 4, 1, 3], dtype=np.int32), moves([0, 1, 2, 3], [2, 3, 0, 1], 4)),
        ),
    )


def _sorted_moves(origins: Rows, ends: Rows, states: int) -> Moves:
    starts = np.zeros(states + 1, dtype=np.int32)
    np.cumsum(np.bincount(origins, minlength=states), out=starts[1:])
    return Moves(starts, ends)


def _numbered(taken: Truths) -> Rows:
    """The same number for rows that are alike, from 0 up."""
    packed = np.packbits(taken, axis=1)
    if packed.shape[1] == 0:
        return np.zeros(len(taken), dtype=np.int32)
    whole = np.ascontiguousarray(packed).view(f"V{packed.shape[1]}").ravel()
    return np.unique(whole, return_inverse=True)[1].astype(np.int32)
