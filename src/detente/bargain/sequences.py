"""Legal sequences of moves: several parties move one after another, none of them twice in a row.

What a sequence can do to somebody is asked as one number a state: the least of some values over every state the
sequences can reach. So no set of reachable states is ever written out, and 4,096 states cost what 4,096 numbers cost.
"""

from collections.abc import Sequence

import numpy as np

from detente.bargain.conflict import Moves, Ranks, moves

NEVER = np.int32(np.iinfo(np.int32).max)
"""Greater than every rank: no state is reached."""

COLUMNS = 64
"""How many questions are carried through the graph at once; bounds memory, not meaning."""


def least_reached(values: Ranks, movers: Sequence[Moves]) -> Ranks:
    """The least of `values` over the states that legal sequences of one move or more reach from each state.

    `values` is (states,) or (states, questions), and so is the answer; NEVER where nothing is reached.

    >>> hither, yon = moves([0], [1], 3), moves([1], [2], 3)
    >>> least_reached(np.array([5, 4, 3], dtype=np.int32), [hither, yon])[:2].tolist()
    [3, 3]
    """
    if not movers:
        return np.full(values.shape, NEVER)
    by_first = [np.full(values.shape, NEVER) for _ in movers]  # the least when this mover goes first
    settled = False
    while not settled:
        settled = True
        for row, mover in enumerate(movers):
            onward = np.minimum.reduce([values, *by_first[:row], *by_first[row + 1 :]])
            fresh = least_after(onward, mover)
            if not np.array_equal(fresh, by_first[row]):
                by_first[row] = fresh
                settled = len(movers) == 1
    least: Ranks = np.minimum.reduce(by_first)
    return least


def least_after(values: Ranks, mover: Moves) -> Ranks:
    """The least of `values` one move away from each state; NEVER where there is no move."""
    found = np.full(values.shape, NEVER)
    movable = np.flatnonzero(np.diff(mover.starts))
    if movable.size:
        found[movable] = np.minimum.reduceat(values[mover.ends], mover.starts[movable], axis=0)
    return found


def joint_moves(movers: Sequence[Moves]) -> Moves:
    """The moves of parties that act as one: from each state to all that their legal sequences reach."""
    states = movers[0].starts.size - 1
    origins, ends = [], []
    for first in range(0, states, COLUMNS):
        wanted = np.arange(first, min(first + COLUMNS, states))
        marks = np.full((states, wanted.size), NEVER)
        marks[wanted, np.arange(wanted.size)] = 0
        rows, columns = np.nonzero(least_reached(marks, movers) == 0)
        origins.append(rows)
        ends.append(wanted[columns])
    return moves(np.concatenate(origins).astype(np.int32), np.concatenate(ends).astype(np.int32), states)
