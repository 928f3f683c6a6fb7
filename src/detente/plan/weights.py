"""A mediator's private weights of a plan: what each step costs its giver and is worth to the other, as ranges.

They are ordinal judgements of the mediator, kept in a closed file of their own and shown to nobody else; no page shows
them by person. With them a plan between two parties becomes an exchange that `corridor` and `sequencing` judge.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from detente.errors import NoAnswer
from detente.plan.amount import NOTHING, Amount
from detente.plan.exchange import Exchange, Step
from detente.plan.giving import in_order
from detente.plan.model import Obligation, Plan, When
from detente.plan.moments import moments
from detente.plan.span import span
from detente.plan.waits import before


@dataclass(frozen=True, slots=True)
class Weight:
    """What an obligation costs whoever owes it, and what it is worth to whom it is owed; each on its own scale."""

    cost: Amount
    value: Amount


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a plan's obligations by id, and for each party what completion and its reputation are worth.

    `unit` names a common unit, where the mediator declares that both parties' numbers share one.
    """

    plan: str
    obligations: tuple[tuple[str, Weight], ...]
    completion: tuple[tuple[str, Amount], ...] = ()
    reputation: tuple[tuple[str, Amount], ...] = ()
    unit: str | None = None


def exchange_of(plan: Plan, weights: Weights) -> Exchange:
    """The weighed steps of a plan between its two parties, with what must come before what.

    Raises NoAnswer for a plan of more or fewer parties, or an obligation that no party owes.
    """
    if len(plan.parties) != 2:
        raise NoAnswer(f"an exchange has two parties, and {plan.id!r} has {len(plan.parties)}")
    weighed, owed = dict(weights.obligations), {each.id: each for each in plan.obligations}
    strangers = [slug for slug in weighed if slug not in owed or owed[slug].by[:1] not in [(p,) for p in plan.parties]]
    if strangers:
        raise NoAnswer(f"weighed, and owed by neither party: {', '.join(strangers)}")
    phases = {phase.id: row for row, phase in enumerate(plan.phases, 1)}
    steps = tuple(_step(owed[slug], weight, phases) for slug, weight in weighed.items())
    first, second = plan.parties
    return Exchange(
        parties=(first, second),
        steps=steps,
        precedence=tuple((a, b) for a, b in before(plan) if a in weighed and b in weighed),
        completion=_of_both(plan, weights.completion),
        reputation=_of_both(plan, weights.reputation),
        unit=weights.unit,
    )


def calendar_order(plan: Plan, weights: Weights) -> tuple[str, ...]:
    """The weighed steps in the order of the plan's earliest calendar, ties in the file's order."""
    weighed = dict(weights.obligations)
    return tuple(each.id for each in in_order(plan)[0] if each.id in weighed)


def waits_of(order: Sequence[str | Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Which step of an order begins only after which, the earlier first; steps in one entry begin together.

    >>> waits_of(["a", ("b", "c"), "d"])
    (('a', 'b'), ('a', 'c'), ('b', 'd'), ('c', 'd'))
    """
    entries = [(entry,) if isinstance(entry, str) else tuple(dict.fromkeys(entry)) for entry in order]
    return tuple((a, b) for before, after in pairwise(entries) for a in before for b in after if a != b)


def in_the_order(plan: Plan, order: Sequence[str | Sequence[str]]) -> Plan:
    """The plan with each step of an order beginning only once the step before it is verified."""
    last = {each.id: f"{each.id}.starts" if each.lasts else moments(each)[-1] for each in plan.obligations}
    waits: dict[str, list[When]] = {}
    for earlier, later in waits_of(order):
        waits.setdefault(later, []).append(When(last[earlier], span("after")))
    return replace(
        plan,
        obligations=tuple(replace(each, starts=(*each.starts, *waits.get(each.id, ()))) for each in plan.obligations),
    )


def _step(each: Obligation, weight: Weight, phases: dict[str, int]) -> Step:
    share = Amount(Fraction(str(each.reversible[0])), Fraction(str(each.reversible[1])))
    return Step(each.id, each.by[0], weight.cost, weight.value, share, phases.get(each.phase))


def _of_both(plan: Plan, stated: tuple[tuple[str, Amount], ...]) -> tuple[Amount, Amount]:
    held = dict(stated)
    return held.get(plan.parties[0], NOTHING), held.get(plan.parties[1], NOTHING)
