"""What a plan gives whom, step by step: the obligations that advance an issue, in one named order.

A step moves an issue of the case from one option to another. Several obligations may share one move; each then counts
for an equal part, or in proportion to their quantities where all are stated. A lasting duty counts from its beginning.
Obligations that advance nothing weigh nothing here, and are named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from detente.bargain.packages import Package
from detente.case.model import Case
from detente.case.voices import Voices
from detente.errors import NoAnswer
from detente.plan.dates import dated
from detente.plan.model import Obligation, Plan
from detente.plan.waits import ordering


class Ordered(StrEnum):
    """Where the order of steps comes from."""

    CALENDAR = "the earliest calendar, ties in the file's order"
    FILE = "the file's order, since the plan cannot be dated"


@dataclass(frozen=True, slots=True)
class Given:
    """One step: who gives it and who receives it (parties, by id; '' for others), and what it moves, by how much.

    `issue`, `before` and `after` are rows; `part` is its part of the move; `reversible` what can be taken back of it.
    """

    obligation: str
    giver: str
    receivers: tuple[str, ...]
    issue: int
    before: int
    after: int
    part: Fraction
    reversible: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Giving:
    """The steps of a plan in order, the package it ends in, and the obligations that advance nothing."""

    steps: tuple[Given, ...]
    end: Package
    ordered: Ordered
    unvalued: tuple[str, ...]


def giving(plan: Plan, case: Case) -> Giving:
    """The steps of a plan in the order of its earliest calendar."""
    rows = {issue.id: row for row, issue in enumerate(case.issues)}
    voices, parties = Voices.of(case), {party.id for party in case.parties}
    owed, ordered = in_order(plan)

    def party(slug: str) -> str:
        found = slug if slug in parties else voices.party(slug)
        return found if found in parties else ""

    steps = []
    end = [issue.rung(issue.without) for issue in case.issues]
    for each in owed:
        if each.advances is None:
            continue
        issue = case.issues[rows[each.advances.issue]]
        before, after = issue.rung(each.advances.before), issue.rung(each.advances.after)
        end[rows[issue.id]] = after
        steps.append(
            Given(
                each.id,
                party(each.by[0]) if each.by else "",
                tuple(dict.fromkeys(filter(None, map(party, each.to)))),
                rows[issue.id],
                before,
                after,
                _part(each, owed),
                each.reversible,
            )
        )
    unvalued = tuple(each.id for each in plan.obligations if each.advances is None)
    return Giving(tuple(steps), tuple(end), ordered, unvalued)


def in_order(plan: Plan) -> tuple[Sequence[Obligation], Ordered]:
    """A plan's obligations by their earliest day, then by who waits for whom, then as the file has them.

    As the file has them where the plan cannot be dated.
    """
    try:
        days = {day.moment: day.earliest for day in dated(plan, {}).days}
    except (NoAnswer, KeyError, ValueError):
        return plan.obligations, Ordered.FILE
    wave = {slug: at for at, slugs in enumerate(ordering(plan).waves) for slug in slugs}
    order = sorted(plan.obligations, key=lambda each: (days[f"{each.id}.starts"], wave.get(each.id, 0)))
    return order, Ordered.CALENDAR


def _part(each: Obligation, owed: Sequence[Obligation]) -> Fraction:
    """The part of a move that one of the obligations sharing it makes."""
    sharing = [other for other in owed if other.advances == each.advances]
    amounts = [other.quantity for other in sharing]
    if each.quantity is not None and all(
        amount is not None and amount.exact and amount.least > 0 for amount in amounts
    ):
        return Fraction(each.quantity.least) / sum(Fraction(amount.least) for amount in amounts if amount is not None)
    return Fraction(1, len(sharing))
