"""What a plan gives whom, step by step: the obligations that advance an issue, in one named order.

A step moves an issue of the case from one option to another. Several obligations may share one move; each then counts
for an equal part, or in proportion to their quantities where all are stated. A lasting duty is given day by day.
Obligations that advance nothing weigh nothing here, and are named.
"""

from collections.abc import Mapping, Sequence
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

    CALENDAR = "the earliest calendar, then by who waits for whom, then as the file has them"
    FILE = "the file's order, since the plan cannot be dated"


@dataclass(frozen=True, slots=True)
class Given:
    """One step: who gives it and who receives it (parties, by id; '' for others), and what it moves, by how much.

    `issue`, `before` and `after` are rows; `part` is its part of the move; `reversible` what can be taken back of it.
    `kept` says how much of it has been given at each seam, from before the first step to after the last.
    """

    obligation: str
    giver: str
    receivers: tuple[str, ...]
    issue: int
    before: int
    after: int
    part: Fraction
    reversible: tuple[float, float]
    kept: tuple[Fraction, ...]


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
    owed, days = in_order(plan)

    def party(slug: str) -> str:
        found = slug if slug in parties else voices.party(slug)
        return found if found in parties else ""

    steps = []
    end = [issue.rung(issue.without) for issue in case.issues]
    weighed = [each for each in owed if each.advances is not None]
    for at, each in enumerate(weighed):
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
                _kept(weighed, at, days),
            )
        )
    unvalued = tuple(each.id for each in plan.obligations if each.advances is None)
    return Giving(tuple(steps), tuple(end), Ordered.CALENDAR if days else Ordered.FILE, unvalued)


def _kept(steps: Sequence[Obligation], at: int, days: Mapping[str, int]) -> tuple[Fraction, ...]:
    """How much of a step has been given at each seam: a lasting duty day by day, anything else at once."""
    each, seams = steps[at], range(len(steps) + 1)
    first, last = days.get(f"{each.id}.starts", 0), days.get(f"{each.id}.ends", 0)
    if not each.lasts or last <= first:
        return tuple(Fraction(seam > at) for seam in seams)
    begun = [Fraction(days[f"{step.id}.starts"] - first, last - first) for step in steps]
    passed = [Fraction(0) if seam <= at else min(max(begun[seam - 1], Fraction(0)), Fraction(1)) for seam in seams]
    return (*passed[:-1], Fraction(1))


def in_order(plan: Plan) -> tuple[Sequence[Obligation], Mapping[str, int]]:
    """A plan's obligations by their earliest day, then by who waits for whom, then as the file has them; and the days.

    As the file has them, and without days, where the plan cannot be dated.
    """
    try:
        days = {day.moment: day.earliest for day in dated(plan, {}).days}
    except (NoAnswer, KeyError, ValueError):
        return plan.obligations, {}
    wave = {slug: at for at, slugs in enumerate(ordering(plan).waves) for slug in slugs}
    order = sorted(plan.obligations, key=lambda each: (days[f"{each.id}.starts"], wave.get(each.id, 0)))
    return order, days


def _part(each: Obligation, owed: Sequence[Obligation]) -> Fraction:
    """The part of a move that one of the obligations sharing it makes."""
    sharing = [other for other in owed if other.advances == each.advances]
    amounts = [other.quantity for other in sharing]
    if each.quantity is not None and all(
        amount is not None and amount.exact and amount.least > 0 for amount in amounts
    ):
        return Fraction(each.quantity.least) / sum(Fraction(amount.least) for amount in amounts if amount is not None)
    return Fraction(1, len(sharing))
