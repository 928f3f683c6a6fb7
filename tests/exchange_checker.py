"""Checks a claim about least guarantees from the definition alone: X_p(S) >= -(V_p + rep_p + bond_p) at every state.

Exact amounts only, in fractions; no part of the package is used but the values it is given.
"""

from collections.abc import Iterator
from fractions import Fraction

from detente.plan.exchange import Exchange

State = tuple[int, ...]
Two = tuple[Fraction, Fraction]


def slack(exchange: Exchange, state: State) -> Two:
    """X + V + rep of each party, at worst: (rest of the plan) - (what is undone) by adding up, step by step."""
    found = []
    for party, beyond, standing in zip(exchange.parties, exchange.completion, exchange.reputation, strict=True):
        left = beyond.low + standing.low
        for step, given in zip(exchange.steps, state, strict=True):
            each = -step.cost.high if step.giver == party else step.value.low
            kept = min(each * step.reversible.low, each * step.reversible.high)
            left += (step.units - given) * each + given * kept
        found.append(left)
    return found[0], found[1]


def following(exchange: Exchange, state: State) -> Iterator[tuple[str, State]]:
    done = {step.name for step, given in zip(exchange.steps, state, strict=True) if given == step.units}
    for row, step in enumerate(exchange.steps):
        before = {earlier for earlier, later in exchange.precedence if later == step.name}
        if step.phase is not None:
            before |= {s.name for s in exchange.steps if s.phase is not None and s.phase < step.phase}
        if state[row] < step.units and before <= done:
            yield step.name, (*state[:row], state[row] + 1, *state[row + 1 :])


def needs(exchange: Exchange, order: tuple[str, ...]) -> Two:
    """The least guarantees of an order, which must be a possible one."""
    state: State = (0,) * len(exchange.steps)
    worst = slack(exchange, state)
    for name in order:
        state = dict(following(exchange, state))[name]
        here = slack(exchange, state)
        worst = min(worst[0], here[0]), min(worst[1], here[1])
    assert not list(following(exchange, state)), "the order stops early"
    return max(Fraction(0), -worst[0]), max(Fraction(0), -worst[1])


def can_end(exchange: Exchange, under: tuple[Fraction | None, Fraction | None]) -> bool:
    """Whether some order needs less than these guarantees, strictly; None is no bound."""
    start: State = (0,) * len(exchange.steps)

    def allowed(state: State) -> bool:
        return all(
            most is None or max(Fraction(0), -left) < most
            for most, left in zip(under, slack(exchange, state), strict=True)
        )

    seen, waiting = {start}, [start] if allowed(start) else []
    while waiting:
        for _, state in following(exchange, waiting.pop()):
            if state not in seen and allowed(state):
                seen.add(state)
                waiting.append(state)
    return tuple(step.units for step in exchange.steps) in seen and allowed(start)


def faults(exchange: Exchange, pairs: list[tuple[Two, tuple[str, ...]]]) -> list[str]:
    """What is wrong with the claim that these, the first rising, are all least pairs, each shown by its order."""
    found = [f"{order} does not need {bonds}" for bonds, order in pairs if needs(exchange, order) != bonds]
    corners: list[tuple[Fraction | None, Fraction | None]] = [
        (first[0][0], before[0][1] if before else None) for before, first in zip([None, *pairs], pairs, strict=False)
    ]
    corners.append((None, pairs[-1][0][1]))
    return found + [f"less than {corner} will do" for corner in corners if can_end(exchange, corner)]
