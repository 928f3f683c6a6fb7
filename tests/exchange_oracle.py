"""The same questions answered slowly: every order, and what people would do, worked out from the end of the game."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from detente.plan.exchange import Exchange
from exchange_checker import State, Two, following, needs


def orders(exchange: Exchange, state: State | None = None) -> Iterator[tuple[str, ...]]:
    """Every possible order, unit by unit."""
    here = state or (0,) * len(exchange.steps)
    ways = list(following(exchange, here))
    if not ways:
        yield ()
    for name, after in ways:
        yield from ((name, *rest) for rest in orders(exchange, after))


def least_pairs(exchange: Exchange) -> list[Two]:
    every = {needs(exchange, order) for order in orders(exchange)}
    return sorted(one for one in every if not any(o != one and o[0] <= one[0] and o[1] <= one[1] for o in every))


def advances(exchange: Exchange, order: tuple[str, ...]) -> list[Two]:
    """X of both parties before the first step and after each, exact amounts."""
    states = [(Fraction(0), Fraction(0))]
    for name in order:
        step = exchange.step(name)
        share = 1 - step.reversible.low
        cost, value = share * step.cost.low, share * step.value.low
        moved = (cost, -value) if step.giver == exchange.parties[0] else (-value, cost)
        states.append((states[-1][0] + moved[0], states[-1][1] + moved[1]))
    return states


def everybody_continues(exchange: Exchange, order: tuple[str, ...], bonds: Two) -> bool:
    """Whether going on is what both do at every state, from the last back to the first; ties go on.

    Either party may stop at any state, the finished one included: it then has -X - reputation - bond. Going on leads
    to the next state, and in the end to what the plan is worth.
    """
    states = advances(exchange, order)
    worth = [exchange.completion[0].low, exchange.completion[1].low]
    for name in order:
        step = exchange.step(name)
        giver = exchange.parties.index(step.giver)
        worth[giver] -= step.cost.low
        worth[1 - giver] += step.value.low
    outcome = worth
    for ahead in reversed(states):
        stops = [-ahead[side] - exchange.reputation[side].low - bonds[side] for side in (0, 1)]
        leavers = [side for side in (0, 1) if stops[side] > outcome[side]]
        if leavers:
            return False
    return outcome == worth


def least_lexicographic(exchange: Exchange) -> tuple[Fraction, Fraction, int]:
    """The least sum of guarantees, then of exposures, then the fewest turns, over every order; exact amounts."""
    found = []
    for order in orders(exchange):
        states = advances(exchange, order)
        exposed = max(state[0] for state in states) + max(state[1] for state in states)
        turns = len(list(groupby(exchange.step(name).giver for name in order)))
        first, second = needs(exchange, order)
        found.append((first + second, exposed, turns))
    return min(found)
