"""Who owes what to whom on a day, whose move it is, and what falls due in the days ahead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from detente.conduct.authority import verifier
from detente.conduct.evidence import Evidence
from detente.conduct.legal import State
from detente.conduct.standing import Standing
from detente.conduct.sums import Number
from detente.plan.model import Plan

OWED = (State.IN_FORCE, State.OVERDUE, State.BREACHED, State.CURING, State.UNCURED)
"""States in which it is for the debtor to act."""


@dataclass(frozen=True, slots=True)
class Debt:
    """What one owes another, and how much of it is not accepted yet; None where no amount is stated."""

    obligation: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    state: State
    remaining: Number | None
    unit: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody's turn: the debtor's to perform, a verifier's to look, a body's to rule. '' is nobody the plan names."""

    whose: str
    what: str
    obligation: str
    claims: tuple[str, ...] = ()


def owed(standings: Iterable[Standing]) -> tuple[Debt, ...]:
    """What is owed on the day, in the plan's order."""
    return tuple(
        Debt(each.id, each.obligation.by, each.obligation.to, each.state, _remaining(each), each.unit, each.due)
        for each in standings
        if each.state in OWED
    )


def owed_by(debts: Iterable[Debt], who: str) -> tuple[Debt, ...]:
    """The debts of one side."""
    return tuple(each for each in debts if who in each.by)


def owed_to(debts: Iterable[Debt], who: str) -> tuple[Debt, ...]:
    """What is owed to one side."""
    return tuple(each for each in debts if who in each.to)


def due_within(standings: Iterable[Standing], on: date, days: int) -> tuple[Standing, ...]:
    """What falls due from a day to so many days later and is not kept yet, by day, then as in the plan.

    What is not in force yet, and due all the same, is among it.
    """
    soon = [
        each
        for each in standings
        if each.state in (*OWED, State.PENDING) and each.due is not None and on <= each.due <= on + timedelta(days)
    ]
    return tuple(sorted(soon, key=lambda each: each.due or date.max))


def moves(plan: Plan, standings: Iterable[Standing]) -> Iterator[Move]:
    """Whose move it is, duty by duty."""
    for each in standings:
        claimed = _in(each, Evidence.CLAIMED, Evidence.UNDER_VERIFICATION)
        contested = _in(each, Evidence.CONTESTED)
        if claimed:
            yield Move(verifier(each.obligation), "verify", each.id, claimed)
        if contested:
            remedy = each.obligation.remedy
            bodies = (remedy.holder if remedy else "", *plan.monitors, *plan.guarantors, "")
            yield Move(next((body for body in bodies if body), ""), "rule on", each.id, contested)
        if each.state in OWED and not claimed:
            for debtor in each.obligation.by or ("",):
                yield Move(debtor, "put right" if each.state is State.CURING else "perform", each.id)


def _in(standing: Standing, *states: Evidence) -> tuple[str, ...]:
    return tuple(slug for slug, state in standing.evidence if state in states)


def _remaining(standing: Standing) -> Number | None:
    quantity = standing.obligation.quantity
    if standing.partial is not None:
        return standing.partial[1] - standing.partial[0]
    if quantity is None or not quantity.exact or standing.obligation.lasts:
        return None
    whole = quantity.most
    return max(whole - standing.verified.least, 0)
