"""Two parties give each other things step by step: what each step weighs for whom, and who is how far ahead.

Values only, and sums over them; nothing here judges. Each party's amounts are on that party's own scale, and are a
mediator's judgements of what an obligation weighs, as ranges; they put no price on anyone. PLAN 9 to 17 are the
rules of incentives that docs/theory/corridor.md and completion-test.md set out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from detente.plan.amount import NOTHING, WHOLE, Amount, total

Pair = tuple[Fraction, Fraction]
"""One number for each party, in the order of `Exchange.parties`."""
Order = Sequence[str | Sequence[str]]
"""Steps by name, once for each unit. Names in a list of their own change hands together: no state lies between them."""
SIDES = (0, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that `giver` gives the other party, whole or in `units`; cost and value are those of one unit.

    `cost` is what a unit costs its giver (below 0: giving it helps), `value` what it is worth to the receiver.
    `reversible` is the share of both that is undone when the exchange stops. A step of a phase waits until
    every step of earlier phases is complete. With `least_units` the number of units is a blank, from there to `units`;
    `most_at_once` caps the units in one round.
    """

    name: str
    giver: str
    cost: Amount
    value: Amount
    reversible: Amount = NOTHING
    phase: int | None = None
    units: int = 1
    least_units: int | None = None
    most_at_once: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.reversible.low <= self.reversible.high <= 1:
            raise ValueError(f"the reversible share of {self.name} lies between 0 and 1, not {self.reversible}")
        if self.units < 1 or not 0 <= self.fewest <= self.units or self.at_once < 1:
            raise ValueError(f"{self.name} has {self.fewest} to {self.units} units, {self.at_once} at once")

    @property
    def fewest(self) -> int:
        """The least number of units."""
        return self.units if self.least_units is None else self.least_units

    @property
    def at_once(self) -> int:
        """The most units in one round."""
        return self.units if self.most_at_once is None else self.most_at_once


@dataclass(frozen=True, slots=True)
class Exchange:
    """The steps between two parties, what must come before what, and what completing or stopping means to each.

    `precedence` holds pairs (earlier, later): the later step waits until the earlier one is complete. `completion` is
    what completing is worth to a party beyond the steps; `reputation` what it loses by being the one who stops.
    `unit` names the scale that both parties' amounts share, if one was declared; else they are never added up.
    """

    parties: tuple[str, str]
    steps: tuple[Step, ...]
    precedence: tuple[tuple[str, str], ...] = ()
    completion: tuple[Amount, Amount] = (NOTHING, NOTHING)
    reputation: tuple[Amount, Amount] = (NOTHING, NOTHING)
    unit: str | None = None

    def __post_init__(self) -> None:
        names = {step.name for step in self.steps}
        if len(names) < len(self.steps) or self.parties[0] == self.parties[1]:
            raise ValueError("two steps, or both parties, bear one name")
        if strangers := {step.giver for step in self.steps} - set(self.parties):
            raise ValueError(f"{', '.join(sorted(strangers))} gives, but is no party")
        if unknown := {name for pair in self.precedence for name in pair} - names:
            raise ValueError(f"{', '.join(sorted(unknown))} should come before or after something, but is no step")
        if loop := waiting_loop(self.steps, self.precedence):
            raise ValueError(f"these steps wait for each other: {', '.join(loop)}")

    def side(self, step: Step) -> int:
        """The row of the giver among the parties."""
        return self.parties.index(step.giver)

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)

    @property
    def is_filled(self) -> bool:
        """Whether no number of units is left blank."""
        return all(step.fewest == step.units for step in self.steps)

    @property
    def worth(self) -> tuple[Amount, Amount]:
        """What the whole plan is worth to each party (PLAN 9).

        >>> print(*bridge().worth)
        2 5 to 6
        """
        first, second = (
            self.completion[side] + total(self._effect(step, side) for step in self.steps) for side in SIDES
        )
        return first, second

    def _effect(self, step: Step, side: int) -> Amount:
        units = Amount(Fraction(step.fewest), Fraction(step.units))
        return units * (NOTHING - step.cost if self.side(step) == side else step.value)


def waiting_loop(steps: Sequence[Step], precedence: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Steps that wait for each other in a ring, by precedence and phases; none when all can be done."""
    waits: dict[str, set[str]] = {step.name: set() for step in steps}
    for earlier, later in precedence:
        waits[later].add(earlier)
    for step in steps:
        waits[step.name] |= {other.name for other in steps if in_earlier_phase(other, step)}
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as ring:
        return tuple(reversed(ring.args[1]))
    return ()


def in_earlier_phase(step: Step, other: Step) -> bool:
    return step.phase is not None and other.phase is not None and step.phase < other.phase


def advance(exchange: Exchange, party: str, given: Mapping[str, int]) -> Amount:
    """How far a party is ahead after so many units of each step (PLAN 10): what it has sunk, less what it has banked.

    What is reversible is neither sunk nor banked.

    >>> print(advance(bridge(), "north", {"pull back": 1}), advance(bridge(), "south", {"pull back": 1}))
    4 -8 to -7
    """
    side = exchange.parties.index(party)
    return total(
        Amount(Fraction(given[step.name]), Fraction(given[step.name])) * advance_of_unit(exchange, step, side)
        for step in exchange.steps
        if given.get(step.name)
    )


def advance_of_unit(exchange: Exchange, step: Step, side: int) -> Amount:
    """What one unit of a step adds to the advance of a party."""
    sunk = step.cost if exchange.side(step) == side else NOTHING - step.value
    return (WHOLE - step.reversible) * sunk


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A party's slack before anything is given is `beyond` the steps, plus `to_come` for each unit of each step.

    From then on every unit given adds its entry of `changes`.
    """

    beyond: Fraction
    to_come: tuple[Fraction, ...]
    changes: tuple[Fraction, ...]


def reckoned(exchange: Exchange, side: int, *, at_worst: bool) -> Reckoning:
    """The slack of a party (PLAN 15), at the ends of all amounts that hurt it most, or help it most; no pledge counted.

    >>> reckoned(bridge(), 1, at_worst=True).to_come
    (Fraction(7, 1), Fraction(-2, 1))
    """
    beyond = exchange.completion[side] + exchange.reputation[side]
    effects = [_at_end(exchange, step, side, at_worst=at_worst) for step in exchange.steps]
    to_come = tuple(before for before, _ in effects)
    changes = tuple(after - before for before, after in effects)
    return Reckoning(beyond.low if at_worst else beyond.high, to_come, changes)


def _at_end(exchange: Exchange, step: Step, side: int, *, at_worst: bool) -> tuple[Fraction, Fraction]:
    """What a unit does to a party's slack while still to come, and once done: then the reversible part alone counts."""
    effect = NOTHING - step.cost if exchange.side(step) == side else step.value
    end = effect.low if at_worst else effect.high
    undone = step.reversible * Amount(end, end)
    return end, undone.low if at_worst else undone.high


def filled(exchange: Exchange, units: Mapping[str, int]) -> Exchange:
    """The same exchange with the blanks among the numbers of units given; a step of no units falls away."""
    steps = (_with_units(step, units.get(step.name, step.units)) for step in exchange.steps)
    kept = tuple(step for step in steps if step is not None)
    names = {step.name for step in kept}
    pairs = tuple(pair for pair in _through(exchange, names) if set(pair) <= names)
    return Exchange(exchange.parties, kept, pairs, exchange.completion, exchange.reputation, exchange.unit)


def _with_units(step: Step, units: int) -> Step | None:
    if not step.fewest <= units <= step.units:
        raise ValueError(f"{step.name} has {step.fewest} to {step.units} units, not {units}")
    most = None if step.most_at_once is None else step.most_at_once
    phase, reversible = step.phase, step.reversible
    return Step(step.name, step.giver, step.cost, step.value, reversible, phase, units, None, most) if units else None


def _through(exchange: Exchange, kept: set[str]) -> tuple[tuple[str, str], ...]:
    """The pairs, with those that led through a step that fell away joined up."""
    pairs = set(exchange.precedence)
    for gone in {step.name for step in exchange.steps} - kept:
        pairs |= {(first, last) for first, a in pairs if a == gone for b, last in pairs if b == gone}
    return tuple(sorted(pairs))


def bridge() -> Exchange:
    """A small exchange for examples: a pull-back against an opened bridge."""
    pull_back = Step(
        "pull back", "north", cost=Amount(Fraction(4), Fraction(4)), value=Amount(Fraction(7), Fraction(8))
    )
    opened = Step(
        "open the bridge", "south", cost=Amount(Fraction(2), Fraction(2)), value=Amount(Fraction(6), Fraction(6))
    )
    return Exchange(("north", "south"), (pull_back, opened))
