"""The least guarantees under which some order of an exchange holds, over all orders.

Each party's guarantee is on its own scale, so the answer is a set of pairs of which none is better for both. Where one
unit is declared for both, the least sum is an answer of its own. The state before the first step and the one after
the last count as well.
"""

from dataclasses import dataclass

import numpy as np

from detente.errors import NoAnswer
from detente.plan.exchange import Exchange, Pair
from detente.plan.lattice import MOST_STATES, lattice, least_worst, scaled, staircase, way_within


class NoCommonUnit(NoAnswer):
    """Amounts on two scales were to be added up."""

    def __init__(self) -> None:
        super().__init__("each party's amounts are on a scale of its own; declare a common unit before adding them up")


@dataclass(frozen=True, slots=True)
class Pledges:
    """Guarantees, one for each party, and an order that holds under them."""

    bonds: Pair
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeastGuarantees:
    """All least pairs of guarantees, the first party's rising, the second's falling; each with an order that shows it.

    That there are no others can be checked: under bounds just less than a pair's first and than the second of the pair
    before it, no order leads to the end; nor under one just less than the last pair's second.
    """

    parties: tuple[str, str]
    pairs: tuple[Pledges, ...]


def least_guarantees(exchange: Exchange, *, most_states: int = MOST_STATES) -> LeastGuarantees:
    """The least pairs of guarantees over all orders, unit by unit. Raises TooLarge; blanks must be filled.

    >>> from detente.plan.exchange import bridge
    >>> for pledges in least_guarantees(bridge()).pairs:
    ...     print(*pledges.bonds, *pledges.order, sep=", ")
    0, 2, pull back, open the bridge
    4, 0, open the bridge, pull back
    """
    amounts = scaled(exchange)
    ways = lattice(exchange, amounts, by_turns=False, most=most_states)
    need = -ways.slack[ways.end]
    floor = np.maximum(0, -np.minimum(ways.slack[0], ways.slack[-1])).tolist()
    pairs = []
    for bonds in staircase(ways, need, floor, np.ones(len(need), dtype=bool)):
        allowed = (need[:, 0] <= bonds[0]) & (need[:, 1] <= bonds[1])
        reached = least_worst(ways, need[:, 0], allowed) <= bonds[0]
        arcs = way_within(ways, reached, allowed)
        order = tuple(exchange.steps[ways.step[arc]].name for arc in arcs)
        pairs.append(Pledges((amounts.exact(bonds[0]), amounts.exact(bonds[1])), order))
    return LeastGuarantees(exchange.parties, tuple(pairs))


def least_sum(exchange: Exchange, *, most_states: int = MOST_STATES) -> Pledges:
    """The pair with the least sum, in the common unit declared; ties go to the least of the first party's.

    Raises NoCommonUnit, TooLarge.

    >>> from dataclasses import replace
    >>> from detente.plan.exchange import bridge
    >>> [str(bond) for bond in least_sum(replace(bridge(), unit="points")).bonds]
    ['0', '2']
    """
    if exchange.unit is None:
        raise NoCommonUnit
    return min(least_guarantees(exchange, most_states=most_states).pairs, key=lambda pledges: sum(pledges.bonds))
