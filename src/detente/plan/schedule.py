"""An order in rounds, what it needs, and how far it is proved to be the best.

One after the other (SEQUENTIAL), a round is one party's turn and every state between rounds counts; in a swap through a
guarantor (SIMULTANEOUS) both give in a round, and only its end counts (PLAN 13).
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from detente.plan.corridor import corridor, guarantee
from detente.plan.exchange import Exchange, Pair, filled

Round = tuple[tuple[str, int], ...]
"""Steps with the units given of each; a round in which nobody gives is empty."""


class Mode(StrEnum):
    """Whether states between the two parties' turns count."""

    SEQUENTIAL = "sequential"
    SIMULTANEOUS = "simultaneous"


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rounds, the units where they were blank, and what this order needs, counted anew from the exchange."""

    rounds: tuple[Round, ...]
    units: tuple[tuple[str, int], ...]
    bonds: Pair
    exposure: Pair

    @property
    def order(self) -> tuple[tuple[str, ...], ...]:
        """The rounds as an order that `corridor` takes, for the exchange filled with these units."""
        return tuple(tuple(name for name, units in each for _ in range(units)) for each in self.rounds if each)


@dataclass(frozen=True, slots=True)
class Stage:
    """One thing made least: what was found, and what it cannot be less than."""

    of: str
    found: Fraction
    bound: Fraction

    @property
    def gap(self) -> Fraction:
        """How much less it might still be; 0 when proved."""
        return self.found - self.bound

    def __str__(self) -> str:
        return f"{self.of} {self.found}, " + (f"at least {self.bound}" if self.gap else "proved")


@dataclass(frozen=True, slots=True)
class Sequenced:
    """The schedule with the least guarantees, or one for each least pair where no common unit is declared.

    The stages of a schedule came one after the other, each with those before it held. `most_rounds` is the number of
    rounds looked through, None when there was no limit. `complete` says that no least pair is missing.
    """

    schedules: tuple[Schedule, ...]
    stages: tuple[tuple[Stage, ...], ...]
    method: str
    most_rounds: int | None
    complete: bool

    @property
    def proved(self) -> bool:
        """Whether nothing better is possible within the rounds looked through."""
        return self.complete and not any(stage.gap for stages in self.stages for stage in stages)


@dataclass(frozen=True, slots=True)
class NoSequence:
    """Why there is no schedule, in a sentence."""

    says: str


def scheduled(exchange: Exchange, rounds: tuple[Round, ...]) -> Schedule:
    """The schedule of these rounds, with its blanks, guarantees and exposure counted."""
    given: dict[str, int] = {}
    for name, units in (gift for each in rounds for gift in each):
        given[name] = given.get(name, 0) + units
    blanks = tuple((step.name, given.get(step.name, 0)) for step in exchange.steps if step.fewest < step.units)
    whole = filled(exchange, dict(blanks))
    draft = Schedule(rounds, blanks, (Fraction(0), Fraction(0)), (Fraction(0), Fraction(0)))
    needed, exposure = guarantee(whole, draft.order).needed, corridor(whole, draft.order).exposure
    return Schedule(rounds, blanks, needed, exposure)
