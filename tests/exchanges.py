"""Exchanges drawn at random, and the exchanges of the known collection."""

from fractions import Fraction
from pathlib import Path
from random import Random

from detente.formats import exchanges as exchange_file
from detente.plan.amount import amount
from detente.plan.exchange import Exchange, Step


def drawn(seed: int, steps: int, *, units: int = 1, reversible: bool = True, spread: int = 0) -> Exchange:
    """An exchange worth something to both: now and then with precedence, phases, reversible shares and ranges."""
    random = Random(seed)
    while True:
        phases = random.choice((0, 0, 2, 3))
        made = tuple(
            Step(
                f"s{row}",
                "AB"[row % 2] if random.random() < 0.8 else random.choice("AB"),
                amount(cost := random.randint(1, 20), cost + random.randint(0, spread)),
                amount(value := max(0, cost + random.randint(-3, 10)), value + random.randint(0, spread)),
                amount(Fraction(random.choice((0, 0, 1, 2)), 4) if reversible else 0),
                1 + row * phases // steps if phases else None,
                random.randint(1, units),
            )
            for row in range(steps)
        )
        pairs = tuple(
            (f"s{earlier}", f"s{later}")
            for later in range(steps)
            for earlier in range(later)
            if random.random() < 0.3 / steps
        )
        beyond = (amount(random.randint(0, 3)), amount(random.randint(0, 3)))
        standing = (amount(random.randint(0, 2)), amount(random.randint(0, 2)))
        found = Exchange(("A", "B"), made, pairs, beyond, standing, "points")
        if min(worth.low for worth in found.worth) >= 0:
            return found


def swapped(exchange: Exchange) -> Exchange:
    """The same with the parties in the other order."""
    first, second = exchange.parties
    beyond, standing = exchange.completion[::-1], exchange.reputation[::-1]
    return Exchange((second, first), exchange.steps, exchange.precedence, beyond, standing, exchange.unit)


def collection(known: Path) -> tuple[tuple[str, Exchange], ...]:
    return exchange_file.load(known / "safe_exchange_small" / "instances.json").sound
